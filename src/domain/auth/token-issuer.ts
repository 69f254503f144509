import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccessTokens } from '../../platform/crypto/access-tokens';
import { hashSecretToken, newSecretToken } from '../../platform/crypto/secret-token';
import type { SignInPolicy } from './sign-in.policy';
import { SignInsRepository } from './sign-ins.repository';

/** A fresh pair of tokens. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** The identity that tokens speak of. */
export interface TokenSubject {
  readonly id: number;
  readonly uuid: string;
}

/** Makes the tokens of a sign-in. Refresh tokens are opaque and stored only as hashes. */
@Injectable()
export class TokenIssuer {
  constructor(
    private readonly signIns: SignInsRepository,
    private readonly tokens: AccessTokens,
  ) {}

  /** Begins a sign-in. Call it inside a transaction. */
  async begin(user: TokenSubject, policy: SignInPolicy): Promise<TokenPair> {
    const signInId = randomUUID();
    await this.signIns.insert(signInId, user.id, policy.issuer, policy.days);
    return this.next(user, signInId, null);
  }

  /** A further pair of the same sign-in; `parentId` is the refresh token it replaces. */
  async next(user: TokenSubject, signInId: string, parentId: number | null): Promise<TokenPair> {
    const refreshToken = newSecretToken('trr');
    await this.signIns.insertToken(signInId, hashSecretToken(refreshToken), parentId);
    return { accessToken: this.access(user, signInId), refreshToken };
  }

  /** An access token alone. */
  access(user: TokenSubject, signInId: string): string {
    return this.tokens.issue({ sub: user.uuid, uid: user.id, sid: signInId });
  }
}
