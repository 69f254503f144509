import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { AuditService } from '../audit/audit.service';
import { LedgerRepository, type PointTotals } from './ledger.repository';
import { PointsLedger } from './points-ledger.service';
import { PersonNotFound, PointsAdminsOnly } from './points.errors';
import { PointsEarned } from './points.events';
import type { AccountRef, Posted } from './transfer';

/** Why an admin grants points or takes them back. */
export const ADJUSTMENT_REASONS = [
  'award',
  'compensation',
  'correction',
  'duplicate',
  'misuse',
] as const;
export type AdjustmentReason = (typeof ADJUSTMENT_REASONS)[number];

/** Points that an admin gives, or takes back when negative. */
export interface Adjustment {
  /** A uuid of the admin's making, the same for each repetition. */
  readonly key: string;
  readonly personUuid: string;
  readonly points: number;
  readonly reason: AdjustmentReason;
}

/** What an adjustment did, and what the person has after it. */
export interface Adjusted {
  readonly transferId: string;
  readonly totals: PointTotals;
}

/** Grants and corrections by hand: each is a new transfer, because nothing in the ledger is edited. */
@Injectable()
export class PointsAdjustments {
  constructor(
    private readonly database: Database,
    private readonly ledger: PointsLedger,
    private readonly accounts: LedgerRepository,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @throws PointsAdminsOnly
   * @throws PersonNotFound
   * @throws InsufficientPoints when more is taken back than the person can use.
   * @throws TransferKeyReused
   */
  adjust(actor: Actor, adjustment: Adjustment): Promise<Adjusted> {
    if (!isPlatformAdmin(actor)) throw new PointsAdminsOnly();
    return this.database.transaction(async () => {
      const userId = await this.accounts.findPerson(adjustment.personUuid);
      if (userId === null) throw new PersonNotFound();
      const posted = await this.post(actor, userId, adjustment);
      if (posted.isNew) await this.tell(actor, userId, adjustment, posted);
      return { transferId: posted.transferId, totals: await this.accounts.totalsOf(userId) };
    });
  }

  private post(actor: Actor, userId: number, adjustment: Adjustment): Promise<Posted> {
    const { key, points, reason } = adjustment;
    const institution: AccountRef = { userId: null, kind: 'rewards' };
    const person: AccountRef = { userId, kind: 'available' };
    return this.ledger.transfer({
      key: `adjustment:${key}`,
      kind: 'adjustment',
      reference: key,
      memo: reason,
      points: Math.abs(points),
      ...(points > 0 ? { from: institution, to: person } : { from: person, to: institution }),
      createdBy: actor.userId,
    });
  }

  private async tell(
    actor: Actor,
    userId: number,
    { points, reason }: Adjustment,
    { transferId }: Posted,
  ): Promise<void> {
    await this.audit.record({
      actor,
      action: 'points.adjust',
      subjectType: 'user',
      subjectIds: [userId],
      details: { transferId, points, reason },
    });
    if (points > 0) await this.outbox.publish(new PointsEarned({ userId, transferId, points }));
  }
}
