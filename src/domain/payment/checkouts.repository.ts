import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** How long a page that was opened and not used is offered again, instead of opening another. */
const REUSED_MINUTES = 60;

/** What somebody wants to buy, and where they come back to. */
export interface CheckoutWish {
  readonly userId: number;
  readonly priceId: string;
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly livemode: boolean;
}

/** A page where somebody pays. */
export interface Checkout {
  /** The key under which Stripe opens it once. */
  readonly id: string;
  readonly userId: number;
  readonly priceId: string;
  /** Null until Stripe opened it. */
  readonly sessionId: string | null;
  readonly sessionUrl: string | null;
}

const CHECKOUT = `id, user_id AS "userId", price_id AS "priceId", session_id AS "sessionId",
  session_url AS "sessionUrl"`;

/** Checkout pages in PostgreSQL. */
@Injectable()
export class CheckoutsRepository {
  constructor(private readonly database: Database) {}

  /** The open page for the same wish, or a place for a new one. Asked twice at once it is one. */
  open(wish: CheckoutWish): Promise<Checkout> {
    const values = [wish.userId, wish.priceId, wish.successUrl, wish.cancelUrl, wish.livemode];
    return this.database.transaction(async () => {
      await this.database.query(`SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE`, [
        wish.userId,
      ]);
      const present = await this.database.queryOne<Checkout>(
        `SELECT ${CHECKOUT} FROM checkouts
         WHERE user_id = $1 AND price_id = $2 AND success_url = $3 AND cancel_url = $4
           AND livemode = $5 AND status = 'open'
           AND created_at > now() - make_interval(mins => ${REUSED_MINUTES})
         ORDER BY created_at DESC LIMIT 1`,
        values,
      );
      if (present !== null) return present;
      const [made] = await this.database.query<Checkout>(
        `INSERT INTO checkouts (user_id, price_id, success_url, cancel_url, livemode)
         VALUES ($1, $2, $3, $4, $5) RETURNING ${CHECKOUT}`,
        values,
      );
      return made as Checkout;
    });
  }

  async noteSession(id: string, sessionId: string, url: string): Promise<void> {
    await this.database.query(
      `UPDATE checkouts SET session_id = $2, session_url = $3 WHERE id = $1`,
      [id, sessionId, url],
    );
  }

  /**
   * Notes how a page ended. Completed it stays.
   *
   * @param paymentRef what was paid once, for pages that are no subscription's.
   */
  async noteEnd(
    sessionId: string,
    status: 'complete' | 'expired',
    paymentRef: string | null,
  ): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE checkouts SET status = $2, payment_ref = coalesce($3, payment_ref)
       WHERE session_id = $1 AND status <> 'complete'
         AND (status, payment_ref) IS DISTINCT FROM ($2, coalesce($3, payment_ref))
       RETURNING id`,
      [sessionId, status, paymentRef],
    );
    return rows.length > 0;
  }

  /** The page that a payment was made on; null for others. */
  ofPayment(paymentRef: string): Promise<Checkout | null> {
    return this.database.queryOne<Checkout>(
      `SELECT ${CHECKOUT} FROM checkouts WHERE payment_ref = $1`,
      [paymentRef],
    );
  }

  /** Pages that seem open longer than Stripe's events need, the oldest first. */
  async stale(livemode: boolean, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT session_id AS id FROM checkouts
       WHERE status = 'open' AND livemode = $1 AND session_id IS NOT NULL
         AND created_at < now() - interval '10 minutes'
       ORDER BY created_at LIMIT $2`,
      [livemode, limit],
    );
    return rows.map(({ id }) => id);
  }

  async deleteOf(userId: number): Promise<void> {
    await this.database.query(`DELETE FROM checkouts WHERE user_id = $1`, [userId]);
  }
}
