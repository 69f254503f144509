import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { hashSecretToken } from '../../platform/crypto/secret-token';
import { Database } from '../../platform/database/database';
import { RefreshRefused } from './auth.errors';
import type { SignInPolicy } from './sign-in.policy';
import { SignInsRepository, type StoredRefreshToken } from './sign-ins.repository';
import { type TokenPair, TokenIssuer } from './token-issuer';

/**
 * Prolongs sign-ins. Where tokens rotate, each is good once; the one just replaced is forgiven for
 * a few seconds (two tabs, a lost reply), anything older is a stolen token and ends the sign-in.
 */
@Injectable()
export class RefreshService {
  private readonly graceMs: number;

  constructor(
    private readonly database: Database,
    private readonly signIns: SignInsRepository,
    private readonly issuer: TokenIssuer,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.graceMs = configuration.auth.rotationGraceSeconds * 1000;
  }

  /**
   * Exchanges a refresh token for a new pair.
   *
   * @throws RefreshRefused
   */
  async rotate(refreshToken: string, policy: SignInPolicy): Promise<TokenPair> {
    const pair = await this.database.transaction(async () => {
      const token = await this.find(refreshToken, policy);
      if (token === null) return null;
      if (!this.mayExchange(token)) {
        await this.signIns.revoke(token.signInId, 'a used refresh token was presented');
        return null;
      }
      await this.signIns.markReplaced(token.id);
      await this.signIns.prolong(token.signInId, policy.days);
      return this.issuer.next(subjectOf(token), token.signInId, token.id);
    });
    if (pair === null) throw new RefreshRefused();
    return pair;
  }

  /**
   * A new access token; the client keeps the refresh token it has.
   *
   * @throws RefreshRefused
   */
  async renewAccess(refreshToken: string, policy: SignInPolicy): Promise<string> {
    const token = await this.database.transaction(() => this.find(refreshToken, policy));
    if (token === null) throw new RefreshRefused();
    return this.issuer.access(subjectOf(token), token.signInId);
  }

  private async find(
    refreshToken: string,
    policy: SignInPolicy,
  ): Promise<StoredRefreshToken | null> {
    const token = await this.signIns.findTokenForUpdate(hashSecretToken(refreshToken));
    return token !== null && token.isUsable && token.surface === policy.issuer ? token : null;
  }

  private mayExchange(token: StoredRefreshToken): boolean {
    if (token.replacedForMs === null) return true;
    return !token.hasReplacedChild && token.replacedForMs <= this.graceMs;
  }
}

function subjectOf(token: StoredRefreshToken): { id: number; uuid: string } {
  return { id: token.userId, uuid: token.userUuid };
}
