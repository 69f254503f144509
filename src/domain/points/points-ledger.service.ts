import { Injectable } from '@nestjs/common';
import { LedgerRepository } from './ledger.repository';
import { InsufficientPoints, TransferKeyReused } from './points.errors';
import { MOST_POINTS, type Posted, type Transfer } from './transfer';

/** The one way in which points move: from one account to another, written once and for good. */
@Injectable()
export class PointsLedger {
  constructor(private readonly ledger: LedgerRepository) {}

  /**
   * Moves points; joins the open transaction. The same key with the same move again is the first
   * transfer, also when both come at once.
   *
   * @throws InsufficientPoints
   * @throws TransferKeyReused for the key of another move.
   * @throws RangeError for an amount that is no whole number of points: a fault of ours.
   */
  async transfer(transfer: Transfer): Promise<Posted> {
    const { points } = transfer;
    if (!Number.isSafeInteger(points) || points < 1 || points > MOST_POINTS) {
      throw new RangeError(`${points} points cannot be moved`);
    }
    const { outcome, transferId } = await this.ledger.post(transfer);
    if (outcome === 'reused') throw new TransferKeyReused();
    if (transferId === null) throw new InsufficientPoints();
    return { transferId, isNew: outcome === 'made' };
  }

  /** Whether a move with this key was made already. */
  isMade(key: string): Promise<boolean> {
    return this.ledger.isMade(key);
  }
}
