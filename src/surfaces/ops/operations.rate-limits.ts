import type { Limit } from '../../platform/rate-limit/limit';
import { MINUTE, type RateLimitPolicy } from '../rate-limit-policy';

const everybody: Limit = { name: 'address', requests: 1_200, seconds: MINUTE };

/** How often documents, pages and addresses that nobody claims may be asked for. */
export const operationsRateLimits: RateLimitPolicy = {
  known: { ...everybody, name: 'signed-in' },
  address: everybody,
  routes: [
    // Asked by machines that must not be turned away: balancers, Prometheus, and Stripe with all its events.
    { routes: ['GET /health/*', 'GET /metrics', 'POST /webhooks/*'], anyone: [] },
  ],
};
