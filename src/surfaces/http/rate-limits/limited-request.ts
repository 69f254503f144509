import type { FastifyRequest } from 'fastify';
import type { RouteRules } from './route-rules';
import type { Standing } from './standing';

/** What the limits made of a request so far. */
interface Admission {
  readonly rules: RouteRules;
  readonly standings: readonly Standing[];
}

/** A request that waits for limits which its body decides about; null for any other. */
export interface LimitedRequest extends FastifyRequest {
  admission: Admission | null;
}
