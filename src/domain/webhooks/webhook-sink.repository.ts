import { Injectable } from '@nestjs/common';
import type { Permission } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { IS_LIVING } from './living-endpoint';
import type { WebhookData } from './webhook-events';

/** So many deliveries may wait for one endpoint. */
const MOST_WAITING = 10_000;

/** An event as endpoints of its owner are told. */
export interface ToldEvent {
  readonly eventId: string;
  readonly ownerId: number;
  readonly eventType: string;
  readonly permission: Permission;
  readonly data: WebhookData;
  readonly occurredAt: Date;
}

/** Deliveries as events become some. */
@Injectable()
export class WebhookSinkRepository {
  constructor(private readonly database: Database) {}

  /**
   * Queues each event for the living endpoints of its owner that ask for it and whose key, if a key
   * made them, may read it. One that is queued already stays as it is.
   *
   * @returns the endpoints that have a delivery more.
   */
  async queue(events: readonly ToldEvent[]): Promise<string[]> {
    const rows = await this.database.query<{ endpointId: string }>(
      `WITH told AS (
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS event ("eventId" uuid, "ownerId" integer,
           "eventType" text, permission text, data jsonb, "occurredAt" timestamptz)
       ), queued AS (
         INSERT INTO webhook_deliveries (endpoint_id, event_id, event_type, data, occurred_at)
         SELECT endpoint.id, told."eventId", told."eventType", told.data, told."occurredAt"
         FROM told JOIN webhook_endpoints endpoint
           ON endpoint.user_id = told."ownerId" AND told."eventType" = ANY(endpoint.events)
         WHERE ${IS_LIVING}
           AND (endpoint.api_key_id IS NULL OR EXISTS (
             SELECT 1 FROM api_keys held
             WHERE held.id = endpoint.api_key_id AND told.permission = ANY(held.permissions)))
         ON CONFLICT (endpoint_id, event_id) DO NOTHING
         RETURNING endpoint_id
       )
       SELECT DISTINCT endpoint_id AS "endpointId" FROM queued`,
      [JSON.stringify(events)],
    );
    return rows.map(({ endpointId }) => endpointId);
  }

  /** Those of these endpoints for which too much waits, unless they were enabled within the hour. */
  async overfull(endpointIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM webhook_endpoints
       WHERE id = ANY($1::uuid[]) AND coalesce(enabled_at < now() - interval '1 hour', true)
         AND EXISTS (
           SELECT 1 FROM webhook_deliveries
           WHERE endpoint_id = webhook_endpoints.id AND status = 'pending' AND claim IS NULL
           OFFSET ${MOST_WAITING})`,
      [endpointIds],
    );
    return rows.map(({ id }) => id);
  }
}
