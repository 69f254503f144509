import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { Outbox } from '../../../platform/queue/outbox';
import { ERASE_PERSON, START_DUE_ERASURES } from '../privacy.jobs';
import { ErasuresRepository } from './erasures.repository';

const BATCH = 50;

/** Looks every minute whose time has come, and whose erasure was left half done. */
@Injectable()
export class DueErasures {
  constructor(
    private readonly database: Database,
    private readonly erasures: ErasuresRepository,
    private readonly outbox: Outbox,
  ) {}

  @OnJob(START_DUE_ERASURES)
  async start(): Promise<void> {
    await this.database.transaction(async () => {
      for (const erasureId of await this.erasures.listDue(BATCH)) {
        await this.outbox.enqueue(ERASE_PERSON, { erasureId });
      }
    });
  }
}
