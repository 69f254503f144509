import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { DeliveryAttempt, DeliveryStatus, WebhookDelivery } from './webhook-delivery';
import type { WebhookData } from './webhook-events';

/** Deliveries are forgotten after so many days. */
const KEPT_DAYS = 30;
const BATCH = 5_000;

const COLUMNS = `
  id, endpoint_id AS "endpointId", event_type AS "eventType", data, occurred_at AS "occurredAt",
  status, attempts, CASE WHEN status = 'pending' THEN next_attempt_at END AS "nextAttemptAt",
  last_status AS "lastStatus", last_error AS "lastError", created_at AS "createdAt",
  finished_at AS "finishedAt"`;

/** Deliveries as their owner sees them. */
@Injectable()
export class WebhookDeliveriesRepository {
  constructor(private readonly database: Database) {}

  /** The newest first, of one status where one is given. */
  async list(
    endpointId: string,
    status: DeliveryStatus | null,
    slice: Slice,
  ): Promise<Page<WebhookDelivery>> {
    const items = await this.database.query<WebhookDelivery>(
      `SELECT ${COLUMNS} FROM webhook_deliveries
       WHERE endpoint_id = $1 AND ($2::text IS NULL OR status = $2)
       ORDER BY created_at DESC, id OFFSET $3 LIMIT $4`,
      [endpointId, status, slice.skip, slice.limit],
    );
    const row = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total FROM webhook_deliveries
       WHERE endpoint_id = $1 AND ($2::text IS NULL OR status = $2)`,
      [endpointId, status],
    );
    return { items, total: row?.total ?? 0 };
  }

  find(endpointId: string, id: string): Promise<WebhookDelivery | null> {
    return this.database.queryOne<WebhookDelivery>(
      `SELECT ${COLUMNS} FROM webhook_deliveries WHERE endpoint_id = $1 AND id = $2`,
      [endpointId, id],
    );
  }

  /** The last attempts at a delivery, the oldest of them first. */
  attemptsAt(deliveryId: string): Promise<DeliveryAttempt[]> {
    return this.database.query<DeliveryAttempt>(
      `SELECT number, started_at AS "startedAt", duration_ms AS "durationMs",
              status_code AS "statusCode", error
       FROM webhook_attempts WHERE delivery_id = $1 ORDER BY number`,
      [deliveryId],
    );
  }

  /** Queues a delivery that no event caused. */
  async insert(endpointId: string, eventType: string, data: WebhookData): Promise<WebhookDelivery> {
    const [row] = await this.database.query<WebhookDelivery>(
      `INSERT INTO webhook_deliveries (endpoint_id, event_id, event_type, data, occurred_at)
       VALUES ($1, gen_random_uuid(), $2, $3, now()) RETURNING ${COLUMNS}`,
      [endpointId, eventType, JSON.stringify(data)],
    );
    return row as WebhookDelivery;
  }

  /** Begins a delivery anew, as the same message. @returns null while it is on its way. */
  replay(endpointId: string, id: string): Promise<WebhookDelivery | null> {
    return this.database.queryOne<WebhookDelivery>(
      `UPDATE webhook_deliveries
       SET status = 'pending', tries = 0, next_attempt_at = now(), finished_at = NULL
       WHERE endpoint_id = $1 AND id = $2 AND status <> 'pending'
       RETURNING ${COLUMNS}`,
      [endpointId, id],
    );
  }

  /** Forgets some of those that are old. @returns whether there may be more. */
  async prune(): Promise<boolean> {
    const rows = await this.database.query(
      `DELETE FROM webhook_deliveries WHERE id IN (
         SELECT id FROM webhook_deliveries
         WHERE created_at < now() - make_interval(days => ${KEPT_DAYS})
         ORDER BY created_at LIMIT ${BATCH})
       RETURNING 1`,
    );
    return rows.length === BATCH;
  }
}
