import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { KeyStanding } from './api-key';

const STANDING = `
  SELECT held.id AS "keyId", person.id AS "userId", person.uuid AS "userUuid",
         person.is_active AS "isAccountOpen", held.permissions,
         held.allowed_addresses AS "allowedAddresses", held.revoked_at IS NOT NULL AS "isRevoked",
         (extract(epoch FROM held.expires_at - now()) * 1000)::float8 AS "expiresInMs",
         (extract(epoch FROM secret.valid_until - now()) * 1000)::float8 AS "graceEndsInMs",
         coalesce(held.last_used_at < now() - interval '1 minute', true) AS "isUseStale",
         coalesce((SELECT jsonb_agg(jsonb_build_object('role', g.role, 'universityId', g.university_id))
                   FROM role_grants g WHERE g.user_id = person.id), '[]') AS grants
  FROM api_key_secrets secret
  JOIN api_keys held ON held.id = secret.api_key_id
  JOIN users person ON person.id = held.user_id
  WHERE secret.secret_hash = $1`;

/** What PostgreSQL knows of a secret that a program sends. */
@Injectable()
export class KeyStandingsRepository {
  constructor(private readonly database: Database) {}

  /** One statement; null for a secret that no key has. */
  async find(secretHash: Buffer): Promise<KeyStanding | null> {
    const rows = await this.database.prepared<KeyStanding>('key_standing', STANDING, [secretHash]);
    return rows[0] ?? null;
  }

  /** Notes that the key was used, unless that was noted within the last minute. */
  async noteUse(keyId: string): Promise<void> {
    await this.database.query(
      `UPDATE api_keys SET last_used_at = now()
       WHERE id = $1 AND coalesce(last_used_at < now() - interval '1 minute', true)`,
      [keyId],
    );
  }
}
