import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../../../kernel/clock';
import { Database } from '../../../platform/database/database';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { Outbox } from '../../../platform/queue/outbox';
import { StakeMatured } from '../points.events';
import { ACCRUE_STAKES } from '../points.jobs';
import { Commitments } from './commitments.service';
import type { Stake } from './stake';
import { StakesRepository } from './stakes.repository';
import { STAKING_CLOCK, utcDay } from './staking-clock';

const BATCH = 500;

/**
 * Counts the days of stakes. Yield follows from the number of days alone, so that it is the same
 * when this runs twice, at once in two places, late, or not at all on some day.
 */
@Injectable()
export class StakeAccrual {
  constructor(
    private readonly database: Database,
    private readonly stakes: StakesRepository,
    private readonly commitments: Commitments,
    private readonly outbox: Outbox,
    @Inject(STAKING_CLOCK) private readonly clock: Clock,
  ) {}

  /** By the clock: brings every stake to today and settles what can be settled. */
  @OnJob(ACCRUE_STAKES)
  async run(): Promise<void> {
    const today = utcDay(this.clock);
    while ((await this.accrueSome(today)) === BATCH);
    await this.commitments.settleAll();
  }

  /** Brings one stake, whose row is locked, to today. */
  async bringToToday(stake: Stake): Promise<Stake> {
    const accrued = await this.stakes.accrue(stake, utcDay(this.clock));
    if (accrued.isNewlyMatured) await this.tellMatured(accrued.stake);
    return accrued.stake;
  }

  private accrueSome(today: string): Promise<number> {
    return this.database.transaction(async () => {
      const accrued = await this.stakes.accrueBatch(today, BATCH);
      for (const stake of accrued) {
        if (stake.status === 'matured') await this.tellMatured(stake);
      }
      return accrued.length;
    });
  }

  private async tellMatured({ id, userId, points }: Stake): Promise<void> {
    await this.outbox.publish(new StakeMatured({ userId, stakeId: id, points }));
  }
}
