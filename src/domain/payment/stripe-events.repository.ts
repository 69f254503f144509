import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { StripeEvent } from '../../platform/stripe/stripe-objects';

/** The heads of Stripe's events in PostgreSQL; what else they said is not kept. */
@Injectable()
export class StripeEventsRepository {
  constructor(private readonly database: Database) {}

  /** @returns false for one that was received before. */
  async insert(event: StripeEvent, status: 'pending' | 'ignored'): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO stripe_events (id, type, object_id, livemode, created_at, status)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id`,
      [event.id, event.type, event.objectId, event.livemode, event.createdAt, status],
    );
    return rows.length > 0;
  }

  /** One that waits to be handled; null for all others. */
  findPending(id: string): Promise<{ type: string; objectId: string } | null> {
    return this.database.queryOne(
      `SELECT type, object_id AS "objectId" FROM stripe_events
       WHERE id = $1 AND status = 'pending'`,
      [id],
    );
  }

  async noteHandled(id: string): Promise<void> {
    await this.database.query(
      `UPDATE stripe_events SET status = 'handled', handled_at = now() WHERE id = $1`,
      [id],
    );
  }

  /** Events whose job gave up, the oldest first. */
  async overdue(limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM stripe_events
       WHERE status = 'pending' AND received_at < now() - interval '30 minutes'
       ORDER BY received_at LIMIT $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Removes what nobody sends again. */
  async prune(days: number): Promise<void> {
    await this.database.query(
      `DELETE FROM stripe_events
       WHERE status <> 'pending' AND received_at < now() - make_interval(days => $1)`,
      [days],
    );
  }
}
