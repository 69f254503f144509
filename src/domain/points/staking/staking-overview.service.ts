import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Page, Slice } from '../../../kernel/page';
import { LedgerRepository, type PointTotals } from '../ledger.repository';
import type { Stake, StakeStatus, StakingProduct } from './stake';
import { StakingProductsRepository } from './staking-products.repository';
import { StakeNotFound } from './staking.errors';
import { type StakeSums, StakesRepository } from './stakes.repository';

/** What people see of staking: what is offered, and what they have. */
@Injectable()
export class StakingOverview {
  constructor(
    private readonly accounts: LedgerRepository,
    private readonly stakes: StakesRepository,
    private readonly offered: StakingProductsRepository,
  ) {}

  async summary(actor: Actor): Promise<PointTotals & StakeSums> {
    const totals = await this.accounts.totalsOf(actor.userId);
    return { ...totals, ...(await this.stakes.sumsOf(actor.userId)) };
  }

  products(): Promise<StakingProduct[]> {
    return this.offered.list();
  }

  /** The newest first. */
  list(actor: Actor, status: StakeStatus | undefined, slice: Slice): Promise<Page<Stake>> {
    return this.stakes.list(actor.userId, status, slice);
  }

  /** @throws StakeNotFound */
  async get(actor: Actor, id: string): Promise<Stake> {
    const stake = await this.stakes.find(actor.userId, id);
    if (stake === null) throw new StakeNotFound();
    return stake;
  }
}
