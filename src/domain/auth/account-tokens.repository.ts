import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { AccountTokenPurpose } from './account-token';

/** Tokens that went out by mail; stored as hashes. */
@Injectable()
export class AccountTokensRepository {
  constructor(private readonly database: Database) {}

  async insert(
    userId: number,
    purpose: AccountTokenPurpose,
    tokenHash: Buffer,
    hours: number,
  ): Promise<void> {
    await this.database.query(
      `INSERT INTO account_tokens (user_id, purpose, token_hash, email, expires_at)
       SELECT id, $2, $3, email, now() + make_interval(hours => $4) FROM users WHERE id = $1`,
      [userId, purpose, tokenHash, hours],
    );
  }

  /** Marks the person's unused tokens of this purpose as used. */
  async endAll(userId: number, purpose: AccountTokenPurpose): Promise<void> {
    await this.database.query(
      `UPDATE account_tokens SET used_at = now()
       WHERE user_id = $1 AND purpose = $2 AND used_at IS NULL`,
      [userId, purpose],
    );
  }

  /**
   * Uses the token up. Null when it is unknown, used, expired, for something else, or when the
   * account is disabled or has another address by now. An account that waits for a guardian is not
   * active yet.
   */
  async use(tokenHash: Buffer, purpose: AccountTokenPurpose): Promise<number | null> {
    const row = await this.database.queryOne<{ user_id: number }>(
      `UPDATE account_tokens token SET used_at = now() FROM users owner
       WHERE token.token_hash = $1 AND token.purpose = $2 AND token.used_at IS NULL
         AND token.expires_at > now() AND owner.id = token.user_id AND owner.email = token.email
         AND (owner.is_active OR token.purpose = 'guardian-consent')
       RETURNING token.user_id`,
      [tokenHash, purpose],
    );
    return row?.user_id ?? null;
  }
}
