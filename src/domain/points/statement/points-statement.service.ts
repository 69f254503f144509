import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Page, Slice } from '../../../kernel/page';
import { LedgerRepository, type PointTotals } from '../ledger.repository';
import { TransferNotFound } from '../points.errors';
import {
  type StatementFilter,
  type StatementLine,
  StatementRepository,
  type TransferSeen,
} from './statement.repository';

/** What people see of their own points. */
@Injectable()
export class PointsStatement {
  constructor(
    private readonly accounts: LedgerRepository,
    private readonly statement: StatementRepository,
  ) {}

  balance(actor: Actor): Promise<PointTotals> {
    return this.accounts.totalsOf(actor.userId);
  }

  /** Every move of the points that the caller can use, the newest first. */
  lines(actor: Actor, filter: StatementFilter, slice: Slice): Promise<Page<StatementLine>> {
    return this.statement.lines(actor.userId, filter, slice);
  }

  /** @throws TransferNotFound also for a transfer of somebody else. */
  async transfer(actor: Actor, transferId: string): Promise<TransferSeen> {
    const transfer = await this.statement.find(actor.userId, transferId);
    if (transfer === null) throw new TransferNotFound();
    return transfer;
  }
}
