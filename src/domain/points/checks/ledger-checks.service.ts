import { Injectable, Logger } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../../kernel/actor';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { PointsAdminsOnly } from '../points.errors';
import { CHECK_LEDGER } from '../points.jobs';
import type { LedgerCheck } from './ledger-check';
import { LedgerChecksRepository } from './ledger-checks.repository';

/** Says when the ledger does not add up. It mends nothing: whoever finds the cause does. */
@Injectable()
export class LedgerChecks {
  private readonly logger = new Logger(LedgerChecks.name);

  constructor(private readonly checks: LedgerChecksRepository) {}

  /** Every night. */
  @OnJob(CHECK_LEDGER)
  async check(): Promise<void> {
    const { differenceCount, differences, total } = await this.checks.compare();
    if (total !== 0) this.logger.error(`All balances of points together are ${total}, not 0`);
    if (differenceCount === 0) return;
    this.logger.error(`The ledger of points differs in ${differenceCount} places`);
    for (const { check, id, kept, computed } of differences) {
      this.logger.error(`Points differ: ${check} of ${id} is ${kept}, computed ${computed}`);
    }
  }

  /** The last comparison; null before the first. @throws PointsAdminsOnly */
  async latest(actor: Actor): Promise<LedgerCheck | null> {
    if (!isPlatformAdmin(actor)) throw new PointsAdminsOnly();
    return this.checks.latest();
  }
}
