import type { FastifyRequest } from 'fastify';
import type { Actor } from '../kernel/actor';

/** A request whose guard found out who is calling. */
export interface AuthenticatedRequest extends FastifyRequest {
  user: Actor;
}
