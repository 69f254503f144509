import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { GatheredCalls } from '../../platform/database/gathered-calls';
import type { KeyStanding } from './api-key';

const standingWhere = (condition: string): string => `
  SELECT encode(secret.secret_hash, 'base64') AS name, held.id AS "keyId",
         person.id AS "userId", person.uuid AS "userUuid",
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
  WHERE secret.secret_hash ${condition}`;

/** A list is planned at each execution, a single one is not: most are asked for alone. */
const STANDING = {
  one: standingWhere('= $1'),
  many: standingWhere('= ANY ($1::bytea[])'),
};

/**
 * So many secrets are looked up in one statement, and so many statements run at once. All that
 * wait: while the database hangs, nobody waits longer than two statements may take.
 */
const LOOKED_UP = { together: 10_000, atOnce: 2 };

/** What PostgreSQL knows of a secret that a program sends. */
@Injectable()
export class KeyStandingsRepository {
  private readonly lookingUp = new GatheredCalls(
    (names: readonly string[]) => this.lookUp(names),
    LOOKED_UP.together,
    LOOKED_UP.atOnce,
  );

  constructor(private readonly database: Database) {}

  /**
   * Null for a secret that no key has; with whatever else is asked at the same moment. Never of an
   * open transaction.
   *
   * @param name the SHA-256 of the secret in Base64.
   */
  find(name: string): Promise<KeyStanding | null> {
    return this.lookingUp.ask(name);
  }

  /** Notes that the key was used, unless that was noted within the last minute. */
  async noteUse(keyId: string): Promise<void> {
    await this.database.query(
      `UPDATE api_keys SET last_used_at = now()
       WHERE id = $1 AND coalesce(last_used_at < now() - interval '1 minute', true)`,
      [keyId],
    );
  }

  private async lookUp(names: readonly string[]): Promise<(KeyStanding | null)[]> {
    const rows = await this.read(names.map((name) => Buffer.from(name, 'base64')));
    const byName = new Map(rows.map(({ name, ...standing }) => [name, standing]));
    return names.map((name) => byName.get(name) ?? null);
  }

  private read(hashes: readonly Buffer[]): Promise<(KeyStanding & { name: string })[]> {
    return hashes.length === 1
      ? this.database.prepared('key_standing_one', STANDING.one, hashes)
      : this.database.prepared('key_standing_many', STANDING.many, [hashes]);
  }
}
