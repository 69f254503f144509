import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { ApiKey, ApiKeyChanges, NewApiKey, RevocationReason } from './api-key';

const SHOWN = `
  SELECT held.id, held.name, held.permissions, held.allowed_addresses AS "allowedAddresses",
         secret.prefix, secret.last_four AS "lastFour", held.expires_at AS "expiresAt",
         held.last_used_at AS "lastUsedAt", held.revoked_at AS "revokedAt",
         held.revoked_because AS "revokedBecause", held.created_at AS "createdAt",
         coalesce(held.expires_at <= clock_timestamp(), false) AS "isExpired",
         (SELECT max(earlier.valid_until) FROM api_key_secrets earlier
          WHERE earlier.api_key_id = held.id AND earlier.valid_until > clock_timestamp()
         ) AS "graceEndsAt",
         report.source_url AS "sourceUrl", report.note, report.reported_at AS "reportedAt"
  FROM api_keys held
  JOIN api_key_secrets secret ON secret.api_key_id = held.id AND secret.valid_until IS NULL
  LEFT JOIN LATERAL (
    SELECT source_url, note, reported_at FROM api_key_reports
    WHERE api_key_id = held.id ORDER BY reported_at DESC, id LIMIT 1
  ) report ON true`;

const LIVE = `revoked_at IS NULL AND coalesce(expires_at > clock_timestamp(), true)`;

interface Row extends Omit<ApiKey, 'leak'> {
  readonly sourceUrl: string | null;
  readonly note: string | null;
  readonly reportedAt: Date | null;
}

/** Keys of people in PostgreSQL; their secrets are in {@link KeySecretsRepository}. */
@Injectable()
export class ApiKeysRepository {
  constructor(private readonly database: Database) {}

  /** Lets one creation of a person's key after the other pass, until the transaction ends. */
  async lockOwner(userId: number): Promise<void> {
    await this.database.query(`SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE`, [userId]);
  }

  /** How many keys of a person work. */
  async countLive(userId: number): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(*)::integer AS count FROM api_keys WHERE user_id = $1 AND ${LIVE}`,
      [userId],
    );
    return row?.count ?? 0;
  }

  async insert(userId: number, key: NewApiKey): Promise<string> {
    const [row] = await this.database.query<{ id: string }>(
      `INSERT INTO api_keys (user_id, name, permissions, allowed_addresses, expires_at)
       VALUES ($1, $2, $3::text[], $4::text[], $5) RETURNING id`,
      [userId, key.name, key.permissions, key.allowedAddresses, key.expiresAt],
    );
    return (row as { id: string }).id;
  }

  /** The newest first, ended ones too. */
  async list(userId: number, { skip, limit }: Slice): Promise<Page<ApiKey>> {
    const rows = await this.database.query<Row>(
      `${SHOWN} WHERE held.user_id = $1 ORDER BY held.created_at DESC, held.id OFFSET $2 LIMIT $3`,
      [userId, skip, limit],
    );
    const total = await this.database.queryOne<{ count: number }>(
      `SELECT count(*)::integer AS count FROM api_keys WHERE user_id = $1`,
      [userId],
    );
    return { items: rows.map(toApiKey), total: total?.count ?? 0 };
  }

  async find(userId: number, id: string): Promise<ApiKey | null> {
    const row = await this.database.queryOne<Row>(
      `${SHOWN} WHERE held.user_id = $1 AND held.id = $2`,
      [userId, id],
    );
    return row === null ? null : toApiKey(row);
  }

  /** Lets one change of a key after the other pass, until the transaction ends. */
  async lock(id: string): Promise<void> {
    await this.database.query(`SELECT 1 FROM api_keys WHERE id = $1 FOR UPDATE`, [id]);
  }

  async update(id: string, changes: ApiKeyChanges): Promise<void> {
    await this.database.query(
      `UPDATE api_keys SET name = coalesce($2, name), updated_at = now(),
         allowed_addresses = coalesce($3::text[], allowed_addresses) WHERE id = $1`,
      [id, changes.name ?? null, changes.allowedAddresses ?? null],
    );
  }

  /** Ends a key for good, unless it is revoked already. */
  async revoke(id: string, because: RevocationReason): Promise<void> {
    await this.database.query(
      `UPDATE api_keys SET revoked_at = now(), revoked_because = $2, updated_at = now()
       WHERE id = $1 AND revoked_at IS NULL`,
      [id, because],
    );
  }

  /** Ends every key of a person that works. @returns their ids. */
  async revokeAllOf(userId: number, because: RevocationReason): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `UPDATE api_keys SET revoked_at = now(), revoked_because = $2, updated_at = now()
       WHERE user_id = $1 AND ${LIVE} RETURNING id`,
      [userId, because],
    );
    return rows.map(({ id }) => id);
  }
}

function toApiKey({ sourceUrl, note, reportedAt, ...key }: Row): ApiKey {
  return { ...key, leak: reportedAt === null ? null : { sourceUrl, note, reportedAt } };
}
