import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../../../kernel/clock';
import { Outbox } from '../../../platform/queue/outbox';
import { PointsLedger } from '../points-ledger.service';
import { PointsEarned, StakeClaimed, StakeOpened, StakeReleased } from '../points.events';
import type { Stake, StakeOutcome } from './stake';
import { STAKING_CLOCK } from './staking-clock';
import { StakesRepository } from './stakes.repository';

/**
 * Writes into the ledger what becomes of a stake. Every move has a key of its own that follows from
 * the stake, so that none is made twice. Inside a transaction that holds the stake's row.
 */
@Injectable()
export class StakeBook {
  constructor(
    private readonly ledger: PointsLedger,
    private readonly stakes: StakesRepository,
    private readonly outbox: Outbox,
    @Inject(STAKING_CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws InsufficientPoints */
  async open({ id, userId, points }: Stake): Promise<void> {
    await this.ledger.transfer({
      key: `stake:${id}`,
      kind: 'stake',
      reference: id,
      points,
      from: { userId, kind: 'available' },
      to: { userId, kind: 'staked' },
    });
    await this.outbox.publish(new StakeOpened({ userId, stakeId: id, points }));
  }

  /** Pays yield and leaves the stake as it is. */
  async payYield(stake: Stake, points: number, key: string): Promise<Stake> {
    await this.pay(stake, points, 'stake_yield', key);
    return this.stakes.addClaimed(stake.id, points);
  }

  /**
   * Gives the points back and ends the stake.
   *
   * @param paid what comes on top of them.
   * @param releaseKey of the request that asked for it; null when the clock did.
   */
  async end(
    stake: Stake,
    outcome: StakeOutcome,
    paid: { readonly yield: number; readonly bonus: number },
    releaseKey: string | null,
  ): Promise<Stake> {
    const { id, userId, points } = stake;
    await this.ledger.transfer({
      key: `unstake:${id}`,
      kind: 'unstake',
      reference: id,
      points,
      from: { userId, kind: 'staked' },
      to: { userId, kind: 'available' },
    });
    if (paid.yield > 0) await this.pay(stake, paid.yield, 'stake_yield', `yield:${id}:end`);
    if (paid.bonus > 0) await this.pay(stake, paid.bonus, 'commitment_bonus', `bonus:${id}`);
    const ended = await this.stakes.end(id, outcome, paid, releaseKey, this.clock.now());
    await this.outbox.publish(new StakeReleased({ userId, stakeId: id, points, outcome }));
    return ended;
  }

  private async pay(
    { id, userId }: Stake,
    points: number,
    kind: 'stake_yield' | 'commitment_bonus',
    key: string,
  ): Promise<void> {
    const { transferId } = await this.ledger.transfer({
      key,
      kind,
      reference: id,
      points,
      from: { userId: null, kind: 'yield' },
      to: { userId, kind: 'available' },
    });
    await this.outbox.publish(new PointsEarned({ userId, transferId, points }));
    if (kind === 'stake_yield') {
      await this.outbox.publish(new StakeClaimed({ userId, stakeId: id, points }));
    }
  }
}
