import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { LedgerRepository, type PointTotals } from './ledger.repository';
import { PointsLedger } from './points-ledger.service';
import { PointsEarned } from './points.events';

/** What features that pay points need. */
@Injectable()
export class Points {
  constructor(
    private readonly database: Database,
    private readonly ledger: PointsLedger,
    private readonly accounts: LedgerRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Pays a person, once for a kind and a reference; joins the open transaction.
   *
   * @param reason `kind` in lower snake case; `reference` names what is paid for; `memo` is a word
   *   of the program, never of people.
   * @throws TransferKeyReused when the same was paid to somebody else, or with another amount.
   */
  earn(
    userId: number,
    points: number,
    reason: { readonly kind: string; readonly reference: string; readonly memo?: string },
  ): Promise<void> {
    return this.database.transaction(async () => {
      const { transferId, isNew } = await this.ledger.transfer({
        key: `earn:${reason.kind}:${reason.reference}`,
        ...reason,
        points,
        from: { userId: null, kind: 'rewards' },
        to: { userId, kind: 'available' },
      });
      if (isNew) await this.outbox.publish(new PointsEarned({ userId, transferId, points }));
    });
  }

  /** What a person has; zeroes for who never had any. */
  totalsOf(userId: number): Promise<PointTotals> {
    return this.accounts.totalsOf(userId);
  }
}
