import { HOUR, MINUTE, type RateLimitPolicy } from '../rate-limit-policy';

const free = { requests: 60, seconds: MINUTE, burst: 100 } as const;

/** How often the developer surface may be asked: by the plan of the person whose key it is. */
export const developerRateLimits: RateLimitPolicy = {
  known: {
    free: { name: 'free', ...free },
    pro: { name: 'pro', requests: 300, seconds: MINUTE, burst: 500 },
    enterprise: { name: 'enterprise', requests: 1_000, seconds: MINUTE, burst: 2_000 },
  },
  address: { name: 'address', ...free },
  routes: [
    {
      // Its owner gets a mail, at an address that nobody may have confirmed.
      routes: [
        'POST /api-keys',
        'POST /api-keys/:api_key_id/rotate',
        'POST /webhooks',
        'POST /webhooks/:webhook_id/enable',
      ],
      known: { name: 'mails-to-oneself', requests: 60, seconds: HOUR },
    },
  ],
};
