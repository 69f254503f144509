import { Injectable } from '@nestjs/common';
import { hashSecretToken } from '../../platform/crypto/secret-token';
import { Database } from '../../platform/database/database';
import type { LeakReport } from './api-key';
import { shownPartsOf } from './key-text';

/** A secret that works, and the key it belongs to. */
interface WorkingSecret {
  readonly id: string;
  readonly keyId: string;
  readonly userId: number;
  readonly prefix: string;
  readonly lastFour: string;
  /** False while it only works on for the grace of a rotation. */
  readonly isInUse: boolean;
}

/** The secrets of keys, as hashes, and where they leaked. */
@Injectable()
export class KeySecretsRepository {
  constructor(private readonly database: Database) {}

  /** Makes it the secret in use. @returns the id of its row. */
  async insert(keyId: string, secret: string): Promise<string> {
    const { prefix, lastFour } = shownPartsOf(secret);
    const [row] = await this.database.query<{ id: string }>(
      `INSERT INTO api_key_secrets (api_key_id, secret_hash, prefix, last_four)
       VALUES ($1, $2, $3, $4) RETURNING id`,
      [keyId, hashSecretToken(secret), prefix, lastFour],
    );
    return (row as { id: string }).id;
  }

  /** Lets every secret of a key work on for so long at most. */
  async retireAll(keyId: string, graceSeconds: number): Promise<void> {
    await this.database.query(
      `UPDATE api_key_secrets SET valid_until = least(
         coalesce(valid_until, 'infinity'), clock_timestamp() + make_interval(secs => $2))
       WHERE api_key_id = $1`,
      [keyId, graceSeconds],
    );
  }

  /** Ends one secret that was rotated away before its grace is over. */
  async retire(id: string): Promise<void> {
    await this.database.query(
      `UPDATE api_key_secrets SET valid_until = least(valid_until, clock_timestamp())
       WHERE id = $1`,
      [id],
    );
  }

  /** The key that has this secret, working or not. */
  async keyIdOf(secret: string): Promise<string | null> {
    const row = await this.database.queryOne<{ keyId: string }>(
      `SELECT api_key_id AS "keyId" FROM api_key_secrets WHERE secret_hash = $1`,
      [hashSecretToken(secret)],
    );
    return row?.keyId ?? null;
  }

  /** The secret, if a program that has it would be let in. */
  findWorking(secret: string): Promise<WorkingSecret | null> {
    return this.database.queryOne<WorkingSecret>(
      `SELECT secret.id, held.id AS "keyId", held.user_id AS "userId", secret.prefix,
              secret.last_four AS "lastFour", secret.valid_until IS NULL AS "isInUse"
       FROM api_key_secrets secret JOIN api_keys held ON held.id = secret.api_key_id
       WHERE secret.secret_hash = $1 AND held.revoked_at IS NULL
         AND coalesce(held.expires_at > clock_timestamp(), true)
         AND coalesce(secret.valid_until > clock_timestamp(), true)`,
      [hashSecretToken(secret)],
    );
  }

  async insertReport(keyId: string, { sourceUrl, note }: LeakReport): Promise<void> {
    await this.database.query(
      `INSERT INTO api_key_reports (api_key_id, source_url, note) VALUES ($1, $2, $3)`,
      [keyId, sourceUrl, note],
    );
  }
}
