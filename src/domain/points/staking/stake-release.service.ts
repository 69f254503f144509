import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { Database } from '../../../platform/database/database';
import { PointsLedger } from '../points-ledger.service';
import { Commitments } from './commitments.service';
import { claimablePoints, type Stake } from './stake';
import { StakeAccrual } from './stake-accrual.service';
import { StakeBook } from './stake-book';
import { NothingToClaim, StakeEnded, StakeLocked, StakeNotFound } from './staking.errors';
import { StakesRepository } from './stakes.repository';

const NOTHING = { yield: 0, bonus: 0 };

/** Gives stakes back, and pays what they brought. */
@Injectable()
export class StakeRelease {
  constructor(
    private readonly database: Database,
    private readonly stakes: StakesRepository,
    private readonly accrual: StakeAccrual,
    private readonly commitments: Commitments,
    private readonly book: StakeBook,
    private readonly ledger: PointsLedger,
  ) {}

  /**
   * Gives all points of a stake back, at any time: with the yield once that is due, without before.
   * The same key again shows the stake as it ended.
   *
   * @throws StakeNotFound
   * @throws StakeEnded
   */
  unstake(actor: Actor, id: string, key: string): Promise<Stake> {
    return this.database.transaction(async () => {
      const stake = await this.locked(actor, id);
      if (stake.status === 'released') {
        if (stake.releaseKey === key) return stake;
        throw new StakeEnded();
      }
      if (stake.kind === 'commitment') {
        return (
          (await this.commitments.settle(stake, key)) ??
          this.book.end(stake, 'withdrawn', NOTHING, key)
        );
      }
      const current = await this.accrual.bringToToday(stake);
      const isDue = current.kind === 'flexible' || current.status === 'matured';
      return isDue
        ? this.book.end(current, 'returned', { yield: claimablePoints(current), bonus: 0 }, key)
        : this.book.end(current, 'withdrawn', NOTHING, key);
    });
  }

  /**
   * Pays the yield that is due, or settles a commitment that can be. The same key again changes
   * nothing more.
   *
   * @throws StakeNotFound
   * @throws StakeEnded
   * @throws StakeLocked
   * @throws NothingToClaim
   */
  claim(actor: Actor, id: string, key: string): Promise<Stake> {
    const transferKey = `claim:${id}:${key}`;
    return this.database.transaction(async () => {
      const stake = await this.locked(actor, id);
      if (stake.releaseKey === key || (await this.ledger.isMade(transferKey))) return stake;
      if (stake.status === 'released') throw new StakeEnded();
      if (stake.kind === 'commitment') {
        const settled = await this.commitments.settle(stake, key);
        if (settled === null) throw new StakeLocked();
        return settled;
      }
      const current = await this.accrual.bringToToday(stake);
      if (current.kind === 'fixed' && current.status !== 'matured') throw new StakeLocked();
      const points = claimablePoints(current);
      if (points === 0) throw new NothingToClaim();
      return this.book.payYield(current, points, transferKey);
    });
  }

  private async locked(actor: Actor, id: string): Promise<Stake> {
    const stake = await this.stakes.lock(actor.userId, id);
    if (stake === null) throw new StakeNotFound();
    return stake;
  }
}
