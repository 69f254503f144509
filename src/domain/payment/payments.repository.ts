import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';

/** Money that came, and how much of it went back. */
export interface Payment {
  readonly id: string;
  readonly amountCents: number;
  readonly refundedCents: number;
  readonly currency: string;
  readonly paidAt: Date;
}

/** A payment as it was read at Stripe. */
export interface ReadPayment extends Omit<Payment, 'id'> {
  /** The invoice, or what was paid without one. */
  readonly providerRef: string;
  readonly livemode: boolean;
}

const SHOWN = `id, amount_cents AS "amountCents", refunded_cents AS "refundedCents", currency,
  paid_at AS "paidAt"`;

/** Payments in PostgreSQL. */
@Injectable()
export class PaymentsRepository {
  constructor(private readonly database: Database) {}

  /** The newest first, with the number of all. */
  async listOf(userId: number, { skip, limit }: Slice): Promise<Page<Payment>> {
    const items = await this.database.query<Payment>(
      `SELECT ${SHOWN} FROM payments WHERE user_id = $1
       ORDER BY paid_at DESC, id OFFSET $2 LIMIT $3`,
      [userId, skip, limit],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total FROM payments WHERE user_id = $1`,
      [userId],
    );
    return { items, total: count?.total ?? 0 };
  }

  /** Everything of a person, the oldest first. */
  allOf(userId: number): Promise<Payment[]> {
    return this.database.query<Payment>(
      `SELECT ${SHOWN} FROM payments WHERE user_id = $1 ORDER BY paid_at, id`,
      [userId],
    );
  }

  /**
   * Keeps what was read, unless something newer is there. A row without a person stays without.
   *
   * @param userId null for money of nobody known: only a row that is there already is kept up.
   * @param asOf the number that the reading took before it began.
   * @returns the row and whether anything is different now; null when it came too late.
   */
  async keep(
    userId: number | null,
    payment: ReadPayment,
    asOf: string,
  ): Promise<{ readonly id: string; readonly isChanged: boolean } | null> {
    const values = [
      payment.providerRef,
      payment.amountCents,
      payment.refundedCents,
      payment.currency,
      payment.paidAt,
      asOf,
    ];
    if (userId !== null) {
      const [made] = await this.database.query<{ id: string }>(
        `INSERT INTO payments (provider_ref, amount_cents, refunded_cents, currency, paid_at, as_of,
                               user_id, livemode)
         VALUES ($1, $2, $3, $4, $5, $6::bigint, $7, $8)
         ON CONFLICT (provider_ref) DO NOTHING RETURNING id`,
        [...values, userId, payment.livemode],
      );
      if (made !== undefined) return { id: made.id, isChanged: true };
    }
    return this.database.queryOne(
      `UPDATE payments kept SET amount_cents = $2, refunded_cents = $3, currency = $4, paid_at = $5,
         as_of = $6::bigint,
         updated_at = CASE
           WHEN (kept.amount_cents, kept.refunded_cents, kept.currency, kept.paid_at)
             IS DISTINCT FROM ($2::integer, $3::integer, $4::text, $5::timestamptz)
           THEN now() ELSE kept.updated_at END
       WHERE kept.provider_ref = $1 AND kept.as_of < $6::bigint
       RETURNING kept.id, kept.updated_at = now() AS "isChanged"`,
      values,
    );
  }

  /** Leaves the amounts, which the law keeps, and forgets who paid. */
  async forgetPerson(userId: number): Promise<void> {
    await this.database.query(`UPDATE payments SET user_id = NULL WHERE user_id = $1`, [userId]);
  }
}
