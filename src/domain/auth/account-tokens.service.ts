import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { hashSecretToken, newSecretToken } from '../../platform/crypto/secret-token';
import type { AccountTokenPurpose } from './account-token';
import { AccountTokenRefused } from './account-token.errors';
import { AccountTokensRepository } from './account-tokens.repository';

/**
 * Tokens that prove that somebody reads the mail of an account. Only their hashes are stored; each
 * is good once, for a while, for one thing, and for the address that the account had.
 */
@Injectable()
export class AccountTokens {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccountTokensRepository,
  ) {}

  /**
   * A new token for a mail. A newer token to reset a password ends the older ones.
   *
   * @param hours for how long it is good.
   * @returns the token in clear; nobody can read it a second time.
   */
  issue(userId: number, purpose: AccountTokenPurpose, hours: number): Promise<string> {
    const token = newSecretToken('tra');
    return this.database.transaction(async () => {
      if (purpose === 'reset-password') await this.tokens.endAll(userId, purpose);
      await this.tokens.insert(userId, purpose, hashSecretToken(token), hours);
      return token;
    });
  }

  /**
   * Uses a token up. Call it inside the transaction of what it allows.
   *
   * @returns the id of the account it was issued for.
   * @throws AccountTokenRefused when it is unknown, used, expired or meant for something else.
   */
  async redeem(token: string, purpose: AccountTokenPurpose): Promise<number> {
    const userId = await this.tokens.use(hashSecretToken(token), purpose);
    if (userId === null) throw new AccountTokenRefused();
    return userId;
  }

  /** Ends every open token of this purpose, e.g. when the password was changed otherwise. */
  endAll(userId: number, purpose: AccountTokenPurpose): Promise<void> {
    return this.tokens.endAll(userId, purpose);
  }
}
