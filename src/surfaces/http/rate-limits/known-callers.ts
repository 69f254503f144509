import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiKeys } from '../../../domain/api-keys/api-keys.service';
import type { PlanCode } from '../../../domain/entitlements/entitlement';
import { Entitlements } from '../../../domain/entitlements/entitlements.service';
import { AccessTokens } from '../../../platform/crypto/access-tokens';
import type { AuthenticatedRequest } from '../../authenticated-request';
import { bearerTokenIn } from '../../bearer';

/** Who is calling, as far as limits need to know: quickly, and before anybody is let in. */
@Injectable()
export class KnownCallers {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly keys: ApiKeys,
    private readonly entitlements: Entitlements,
  ) {}

  /**
   * The person that an access token or a live key stands for; null for nobody we know. Whether they
   * may come in is for others to say.
   */
  userIdOf(request: FastifyRequest): number | null | Promise<number | null> {
    const bearer = bearerTokenIn(request);
    if (bearer === null) return null;
    // Only a token has dots, only a key has none.
    if (bearer.includes('.')) {
      const claims = this.tokens.verify(bearer);
      (request as AuthenticatedRequest).claims = claims;
      return claims?.uid ?? null;
    }
    const presented = this.keys.recognise(bearer);
    if (presented === null) return null;
    (request as AuthenticatedRequest).presentedKey = presented;
    return this.keys.ownerOf(presented, request.ip).catch(() => null);
  }

  /** The plan of a person; while the database is away, the least of them. */
  planOf(userId: number): Promise<PlanCode> {
    return this.entitlements.of(userId).then(
      ({ plan }) => plan,
      () => 'free',
    );
  }
}
