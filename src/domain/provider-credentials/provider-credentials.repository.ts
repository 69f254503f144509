import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { SealedSecret } from '../../platform/crypto/secret-box';

/** Credentials in use: what may be shown of them, and the sealed rest. */
export interface StoredCredentials extends SealedSecret {
  readonly id: string;
  readonly version: number;
  readonly accessKeyHint: string;
  readonly hasSessionToken: boolean;
  readonly region: string | null;
  /** Null once that administrator's account was erased. */
  readonly setBy: number | null;
  readonly createdAt: Date;
}

/** Credentials to put into use. */
export interface NewCredentials extends SealedSecret {
  /** Made by the caller: the seal depends on it. */
  readonly id: string;
  readonly accessKeyHint: string;
  readonly hasSessionToken: boolean;
  readonly region: string | null;
  readonly setBy: number;
}

const COLUMNS = `
  id, version, ciphertext, nonce, key_id AS "keyId", access_key_hint AS "accessKeyHint",
  has_session_token AS "hasSessionToken", region, set_by AS "setBy", created_at AS "createdAt"`;

/** Credentials of Bedrock in PostgreSQL; only those of the newest version can be opened. */
@Injectable()
export class ProviderCredentialsRepository {
  constructor(private readonly database: Database) {}

  /** The credentials in use, or null when none were ever stored. */
  findInUse(): Promise<StoredCredentials | null> {
    return this.database.queryOne<StoredCredentials>(
      `SELECT ${COLUMNS} FROM provider_credentials
       WHERE provider = 'bedrock' AND ciphertext IS NOT NULL`,
    );
  }

  /** Lets one change after the other pass, until the transaction ends; readers go on. */
  async lock(): Promise<void> {
    await this.database.query(`LOCK TABLE provider_credentials IN SHARE ROW EXCLUSIVE MODE`);
  }

  /** Puts the credentials into use and throws away the sealed part of the ones before. */
  async replace(credentials: NewCredentials): Promise<StoredCredentials> {
    await this.database.query(
      `UPDATE provider_credentials SET ciphertext = NULL, nonce = NULL, key_id = NULL
       WHERE provider = 'bedrock' AND ciphertext IS NOT NULL`,
    );
    const [row] = await this.database.query<StoredCredentials>(
      `INSERT INTO provider_credentials (id, provider, version, ciphertext, nonce, key_id,
         access_key_hint, has_session_token, region, set_by)
       SELECT $1, 'bedrock', coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8
       FROM provider_credentials WHERE provider = 'bedrock'
       RETURNING ${COLUMNS}`,
      [
        credentials.id,
        credentials.ciphertext,
        credentials.nonce,
        credentials.keyId,
        credentials.accessKeyHint,
        credentials.hasSessionToken,
        credentials.region,
        credentials.setBy,
      ],
    );
    return row as StoredCredentials;
  }

  /** Stores the same credentials sealed anew. */
  async reseal(id: string, sealed: SealedSecret): Promise<void> {
    await this.database.query(
      `UPDATE provider_credentials SET ciphertext = $2, nonce = $3, key_id = $4 WHERE id = $1`,
      [id, sealed.ciphertext, sealed.nonce, sealed.keyId],
    );
  }
}
