import { MINUTE, type RateLimitPolicy } from '../rate-limit-policy';

const free = { requests: 60, seconds: MINUTE, burst: 100 } as const;

/** How often the developer surface may be asked: by the plan of the person whose key it is. */
export const developerRateLimits: RateLimitPolicy = {
  known: {
    free: { name: 'free', ...free },
    pro: { name: 'pro', requests: 300, seconds: MINUTE, burst: 500 },
    enterprise: { name: 'enterprise', requests: 1_000, seconds: MINUTE, burst: 2_000 },
  },
  address: { name: 'address', ...free },
  routes: [],
};
