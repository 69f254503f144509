import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import type { SealedSecret } from '../../platform/crypto/secret-box';
import { Database } from '../../platform/database/database';
import { IS_LIVING, KEY_IS_LIVE, OWNER_IS_ACTIVE } from './living-endpoint';
import type { WebhookEndpoint } from './webhook-endpoint';

/** Whose endpoints: all of a person, or those that one key made. */
export interface EndpointScope {
  readonly userId: number;
  readonly apiKeyId: string | null;
}

/** An endpoint to be stored. */
interface EndpointRow extends EndpointScope {
  readonly id: string;
  readonly url: string;
  readonly host: string;
  readonly description: string;
  readonly events: readonly string[];
  readonly sealed: SealedSecret;
}

/** What is stored of changes; null leaves a column as it is. */
interface EndpointUpdate {
  readonly url: string | null;
  readonly host: string | null;
  readonly description: string | null;
  readonly events: readonly string[] | null;
}

/** What ended with its key or owner is shown as disabled before the job has noted it. */
const COLUMNS = `
  endpoint.id, endpoint.user_id AS "userId", endpoint.api_key_id AS "apiKeyId", endpoint.url,
  endpoint.description, endpoint.events,
  CASE WHEN ${IS_LIVING} THEN 'active' ELSE 'disabled' END AS status,
  CASE WHEN endpoint.disabled_because IS NOT NULL THEN endpoint.disabled_because
       WHEN NOT ${OWNER_IS_ACTIVE} THEN 'owner_inactive'
       WHEN NOT ${KEY_IS_LIVE} THEN 'key_ended' END AS "disabledBecause",
  endpoint.disabled_at AS "disabledAt", endpoint.failing_since AS "failingSince",
  CASE WHEN endpoint.previous_until > now() THEN endpoint.previous_until END
    AS "previousSecretUntil",
  endpoint.created_at AS "createdAt", endpoint.updated_at AS "updatedAt"`;

const IN_SCOPE = `endpoint.user_id = $1 AND ($2::uuid IS NULL OR endpoint.api_key_id = $2)`;

/** Endpoints in PostgreSQL. */
@Injectable()
export class WebhookEndpointsRepository {
  constructor(private readonly database: Database) {}

  /** Lets one after another count and add endpoints of a person, until the transaction ends. */
  async lockOwner(userId: number): Promise<void> {
    await this.database.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('webhook endpoints', $1))`,
      [userId],
    );
  }

  async count(userId: number): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(*)::int AS count FROM webhook_endpoints WHERE user_id = $1`,
      [userId],
    );
    return row?.count ?? 0;
  }

  async insert(endpoint: EndpointRow): Promise<void> {
    const { sealed } = endpoint;
    await this.database.query(
      `INSERT INTO webhook_endpoints (id, user_id, api_key_id, url, host, description, events,
         ciphertext, nonce, key_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        endpoint.id,
        endpoint.userId,
        endpoint.apiKeyId,
        endpoint.url,
        endpoint.host,
        endpoint.description,
        endpoint.events,
        sealed.ciphertext,
        sealed.nonce,
        sealed.keyId,
      ],
    );
  }

  /** The newest first. */
  async list({ userId, apiKeyId }: EndpointScope, slice: Slice): Promise<Page<WebhookEndpoint>> {
    const items = await this.database.query<WebhookEndpoint>(
      `SELECT ${COLUMNS} FROM webhook_endpoints endpoint WHERE ${IN_SCOPE}
       ORDER BY endpoint.created_at DESC, endpoint.id OFFSET $3 LIMIT $4`,
      [userId, apiKeyId, slice.skip, slice.limit],
    );
    const row = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total FROM webhook_endpoints endpoint WHERE ${IN_SCOPE}`,
      [userId, apiKeyId],
    );
    return { items, total: row?.total ?? 0 };
  }

  find({ userId, apiKeyId }: EndpointScope, id: string): Promise<WebhookEndpoint | null> {
    return this.database.queryOne<WebhookEndpoint>(
      `SELECT ${COLUMNS} FROM webhook_endpoints endpoint WHERE ${IN_SCOPE} AND endpoint.id = $3`,
      [userId, apiKeyId, id],
    );
  }

  /** The same, locked until the transaction ends. */
  findLocked({ userId, apiKeyId }: EndpointScope, id: string): Promise<WebhookEndpoint | null> {
    return this.database.queryOne<WebhookEndpoint>(
      `SELECT ${COLUMNS} FROM webhook_endpoints endpoint WHERE ${IN_SCOPE} AND endpoint.id = $3
       FOR NO KEY UPDATE OF endpoint`,
      [userId, apiKeyId, id],
    );
  }

  async update(id: string, { url, host, description, events }: EndpointUpdate): Promise<void> {
    await this.database.query(
      `UPDATE webhook_endpoints
       SET url = coalesce($2, url), host = coalesce($3, host),
           description = coalesce($4, description), events = coalesce($5, events),
           updated_at = now()
       WHERE id = $1`,
      [id, url, host, description, events],
    );
  }

  /** Puts a secret into use; the one before signs as well for so many hours. */
  async rotate(id: string, sealed: SealedSecret, graceHours: number): Promise<void> {
    await this.database.query(
      `UPDATE webhook_endpoints
       SET previous_ciphertext = ciphertext, previous_nonce = nonce, previous_key_id = key_id,
           previous_until = now() + make_interval(hours => $5),
           ciphertext = $2, nonce = $3, key_id = $4, updated_at = now()
       WHERE id = $1`,
      [id, sealed.ciphertext, sealed.nonce, sealed.keyId, graceHours],
    );
  }

  /** Forgets secrets whose grace is over. */
  async forgetPreviousSecrets(): Promise<void> {
    await this.database.query(
      `UPDATE webhook_endpoints
       SET previous_ciphertext = NULL, previous_nonce = NULL, previous_key_id = NULL,
           previous_until = NULL
       WHERE previous_until <= now()`,
    );
  }

  /** From now on it is sent to again, what waits included. */
  async enable(id: string): Promise<void> {
    await this.database.query(
      `UPDATE webhook_endpoints
       SET status = 'active', disabled_because = NULL, disabled_at = NULL, enabled_at = now(),
           failing_since = NULL, failures_in_a_row = 0, updated_at = now()
       WHERE id = $1 AND status = 'disabled'`,
      [id],
    );
  }

  /** With all its deliveries. */
  async delete(id: string): Promise<void> {
    await this.database.query(`DELETE FROM webhook_endpoints WHERE id = $1`, [id]);
  }
}
