import { Injectable } from '@nestjs/common';
import { type Actor, holdsRole, isPlatformAdmin } from '../../../kernel/actor';
import type { Page, Slice } from '../../../kernel/page';
import { Database } from '../../../platform/database/database';
import { Outbox } from '../../../platform/queue/outbox';
import { AuditService } from '../../audit/audit.service';
import { StudentAccess } from '../../students/student-access';
import { CrisisCaseNotFound, CrisisCasesNotForYou, CrisisCaseStepRefused } from '../crisis.errors';
import { CrisisCaseUpdated, CrisisEscalated } from '../crisis.events';
import { SEND_CRISIS_ALERT } from '../crisis.jobs';
import type { CaseStatus, CaseStep, CrisisCase, CrisisCaseEvent } from './crisis-case';
import { CrisisCaseStepsRepository } from './crisis-case-steps.repository';
import { CrisisCasesRepository } from './crisis-cases.repository';

/** A case with everything that happened to it. */
export interface CrisisCaseHistory {
  readonly entry: CrisisCase;
  readonly events: readonly CrisisCaseEvent[];
}

/**
 * Cases for those who look after the student now: coaches their own students', platform admins all.
 * A student never sees one, not even as a coach of others. Who reads or decides leaves an audit row.
 */
@Injectable()
export class CrisisCasesService {
  constructor(
    private readonly database: Database,
    private readonly cases: CrisisCasesRepository,
    private readonly steps: CrisisCaseStepsRepository,
    private readonly students: StudentAccess,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
  ) {}

  /** @throws CrisisCasesNotForYou */
  async list(
    actor: Actor,
    status: CaseStatus | null,
    studentUuid: string | null,
    slice: Slice,
  ): Promise<Page<CrisisCase>> {
    refuseOthers(actor);
    const coachId = isPlatformAdmin(actor) ? null : actor.userId;
    const page = await this.cases.list({ status, studentUuid, coachId }, slice);
    await this.audit.record({
      actor,
      action: 'crisis_case.list',
      subjectType: 'user',
      subjectIds: page.items.map(({ studentId }) => studentId),
    });
    return page;
  }

  /** @throws CrisisCasesNotForYou @throws CrisisCaseNotFound */
  async get(actor: Actor, id: string): Promise<CrisisCaseHistory> {
    const entry = await this.find(actor, id);
    await this.record(actor, 'crisis_case.read', entry);
    return { entry, events: await this.cases.eventsOf(id) };
  }

  /**
   * Takes a step that a person decided.
   *
   * @throws CrisisCasesNotForYou
   * @throws CrisisCaseNotFound
   * @throws CrisisCaseStepRefused when the case is in a state from which it does not lead on.
   */
  async take(
    actor: Actor,
    id: string,
    step: CaseStep,
    note: string | null,
  ): Promise<CrisisCaseHistory> {
    return this.database.transaction(async () => {
      const entry = await this.find(actor, id);
      if (!(await this.steps.step(id, step, actor.userId, note))) {
        throw new CrisisCaseStepRefused((await this.cases.find(id))?.status ?? entry.status);
      }
      const eventId = await this.steps.appendEvent({
        caseId: id,
        kind: step,
        actorId: actor.userId,
        note,
        source: null,
        sourceKey: null,
        evidence: [],
      });
      await this.record(actor, `crisis_case.${step}`, entry);
      const { studentUuid } = entry;
      await this.outbox.publish(new CrisisCaseUpdated({ caseId: id, studentUuid, step }));
      if (step === 'escalated') await this.tell(entry, eventId);
      const changed = (await this.cases.find(id)) as CrisisCase;
      return { entry: changed, events: await this.cases.eventsOf(id) };
    });
  }

  private async tell({ id, studentUuid, band }: CrisisCase, eventId: number): Promise<void> {
    const timestamp = new Date().toISOString();
    await this.outbox.publish(new CrisisEscalated({ studentUuid, severity: band, timestamp }));
    await this.outbox.enqueue(SEND_CRISIS_ALERT, { caseId: id, eventId, alsoAdmins: true });
  }

  private async find(actor: Actor, id: string): Promise<CrisisCase> {
    refuseOthers(actor);
    const entry = await this.cases.find(id);
    if (entry === null || entry.studentId === actor.userId) throw new CrisisCaseNotFound();
    if (!(await this.students.mayOpen(actor, entry.studentId))) throw new CrisisCaseNotFound();
    return entry;
  }

  private record(actor: Actor, action: string, entry: CrisisCase): Promise<void> {
    return this.audit.record({
      actor,
      action,
      subjectType: 'user',
      subjectIds: [entry.studentId],
      details: { caseId: entry.id },
    });
  }
}

function refuseOthers(actor: Actor): void {
  if (!isPlatformAdmin(actor) && !holdsRole(actor, 'COACH')) throw new CrisisCasesNotForYou();
}
