import { Injectable } from '@nestjs/common';
import { ActorResolver } from '../../domain/auth/actor-resolver';
import type { Actor } from '../../kernel/actor';
import { Unauthenticated } from '../../kernel/errors';
import { AccessTokens } from '../../platform/crypto/access-tokens';
import { TokenRefused } from './realtime.errors';

/** Who a token stands for, and how long. */
export interface Authenticated {
  readonly actor: Actor;
  /** When the token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Finds out who is at the other end of a connection: by an access token of any surface. */
@Injectable()
export class RealtimeAuthentication {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly actors: ActorResolver,
  ) {}

  /** @throws TokenRefused alike for everything that is not a good access token. */
  async signIn(token: string): Promise<Authenticated> {
    const verified = this.tokens.inspect(token);
    if (verified === null) throw new TokenRefused();
    try {
      return { actor: await this.actors.resolve(verified.claims), expiresAt: verified.endsAt };
    } catch (error) {
      throw error instanceof Unauthenticated ? new TokenRefused() : error;
    }
  }
}
