import type { FastifyRequest } from 'fastify';
import type { PresentedKey } from '../domain/api-keys/api-keys.service';
import type { Actor } from '../kernel/actor';
import type { AccessClaims } from '../platform/crypto/access-tokens';

/** A request whose guard found out who is calling. */
export interface AuthenticatedRequest extends FastifyRequest {
  user: Actor;
  /** What a good access token says, once somebody looked at it; null before, and for any other. */
  claims: AccessClaims | null;
  /** The key that a program sent, once somebody looked at it; null before, and for any other text. */
  presentedKey: PresentedKey | null;
}
