import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { StripeSubscription } from '../../platform/stripe/stripe-objects';
import type { Subscription } from './subscription';

const SUBSCRIPTION = `subscription.id, subscription.user_id AS "userId",
  subscription.price_ids AS "priceIds", subscription.status,
  subscription.current_period_end AS "currentPeriodEnd",
  subscription.cancel_at_period_end AS "cancelAtPeriodEnd", subscription.cancel_at AS "cancelAt",
  (SELECT price.name FROM unnest(subscription.price_ids) WITH ORDINALITY AS item (id, place)
   JOIN prices price ON price.id = item.id ORDER BY item.place LIMIT 1) AS "priceName"`;

const CONTENT = `price_ids, status, started_at, current_period_start, current_period_end,
  cancel_at_period_end, cancel_at, ended_at`;

/** Subscriptions as they were last seen, in PostgreSQL. */
@Injectable()
export class SubscriptionsRepository {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  listOf(userId: number): Promise<Subscription[]> {
    return this.database.query<Subscription>(
      `SELECT ${SUBSCRIPTION} FROM subscriptions subscription WHERE user_id = $1
       ORDER BY started_at DESC, id LIMIT 100`,
      [userId],
    );
  }

  findOf(userId: number, id: string): Promise<Subscription | null> {
    return this.database.queryOne<Subscription>(
      `SELECT ${SUBSCRIPTION} FROM subscriptions subscription WHERE user_id = $1 AND id = $2`,
      [userId, id],
    );
  }

  /**
   * Keeps what was read, unless something newer is there.
   *
   * @param asOf the number that the reading took before it began.
   * @returns whether anything is different now; null when it came too late.
   */
  async keep(
    userId: number,
    subscription: StripeSubscription,
    asOf: string,
  ): Promise<{ readonly isChanged: boolean } | null> {
    return this.database.queryOne(
      `INSERT INTO subscriptions AS kept (id, user_id, livemode, as_of, ${CONTENT})
       VALUES ($1, $2, $3, $4::bigint, $5, $6, $7, $8, $9, $10, $11, $12)
       ON CONFLICT (id) DO UPDATE SET
         price_ids = excluded.price_ids, status = excluded.status,
         started_at = excluded.started_at, current_period_start = excluded.current_period_start,
         current_period_end = excluded.current_period_end,
         cancel_at_period_end = excluded.cancel_at_period_end, cancel_at = excluded.cancel_at,
         ended_at = excluded.ended_at, as_of = excluded.as_of,
         updated_at = CASE
           WHEN (kept.price_ids, kept.status, kept.started_at, kept.current_period_start,
                 kept.current_period_end, kept.cancel_at_period_end, kept.cancel_at,
                 kept.ended_at)
             IS DISTINCT FROM (excluded.price_ids, excluded.status, excluded.started_at,
                 excluded.current_period_start, excluded.current_period_end,
                 excluded.cancel_at_period_end, excluded.cancel_at, excluded.ended_at)
           THEN now() ELSE kept.updated_at END
         WHERE kept.as_of < excluded.as_of AND kept.user_id = excluded.user_id
       RETURNING kept.updated_at = now() AS "isChanged"`,
      [
        subscription.id,
        userId,
        subscription.livemode,
        asOf,
        subscription.priceIds,
        subscription.status,
        subscription.startedAt,
        subscription.currentPeriodStart,
        subscription.currentPeriodEnd,
        subscription.cancelAtPeriodEnd,
        subscription.cancelAt,
        subscription.endedAt,
      ],
    );
  }

  /** Notes that Stripe has no such subscription any more. @returns whose it was, if it was live. */
  async noteGone(id: string, asOf: string): Promise<number | null> {
    const [row] = await this.database.query<{ userId: number }>(
      `UPDATE subscriptions SET status = 'canceled', ended_at = coalesce(ended_at, now()),
         as_of = $2::bigint, updated_at = now()
       WHERE id = $1 AND status <> 'canceled' AND as_of < $2::bigint
       RETURNING user_id AS "userId"`,
      [id, asOf],
    );
    return row?.userId ?? null;
  }

  /** Those of one mode that are not over, by id. */
  async unended(livemode: boolean, after: string, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM subscriptions
       WHERE livemode = $1 AND id > $2 AND status NOT IN ('canceled', 'incomplete_expired')
       ORDER BY id LIMIT $3`,
      [livemode, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  async deleteOf(userId: number): Promise<void> {
    await this.database.query(`DELETE FROM subscriptions WHERE user_id = $1`, [userId]);
  }
}
