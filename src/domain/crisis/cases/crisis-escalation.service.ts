import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { Outbox } from '../../../platform/queue/outbox';
import { CrisisEscalated } from '../crisis.events';
import { ESCALATE_CASES, SEND_CRISIS_ALERT } from '../crisis.jobs';
import { CrisisCaseStepsRepository } from './crisis-case-steps.repository';

const NOTE = 'Nobody acknowledged the case in time.';

/** Sees to it that no case waits for somebody who is away. */
@Injectable()
export class CrisisEscalation {
  constructor(
    private readonly database: Database,
    private readonly cases: CrisisCaseStepsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Runs twice safely, also at once: a case leaves `open` exactly once. */
  @OnJob(ESCALATE_CASES)
  async escalate(): Promise<void> {
    await this.database.transaction(async () => {
      for (const { id, studentUuid, band } of await this.cases.escalateDue()) {
        const eventId = await this.cases.appendEvent({
          caseId: id,
          kind: 'escalated',
          actorId: null,
          note: NOTE,
          source: null,
          sourceKey: null,
          evidence: [],
        });
        const timestamp = new Date().toISOString();
        await this.outbox.publish(new CrisisEscalated({ studentUuid, severity: band, timestamp }));
        await this.outbox.enqueue(SEND_CRISIS_ALERT, { caseId: id, eventId, alsoAdmins: true });
      }
    });
  }
}
