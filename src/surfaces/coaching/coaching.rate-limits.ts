import type { Limit } from '../../platform/rate-limit/limit';
import { accountRateLimits } from '../account-rate-limits';
import { HOUR, type RateLimitPolicy } from '../rate-limit-policy';

const address: Limit = { name: 'address', requests: 60, seconds: HOUR };

/** How often the coaching surface may be asked, under any of its prefixes. */
export const coachingRateLimits: RateLimitPolicy = {
  known: { name: 'signed-in', requests: 1_000, seconds: HOUR },
  address,
  routes: [
    ...accountRateLimits({ ...address, name: 'sign-ins' }),
    // Looking at a run is no work of an agent.
    { routes: ['POST /agents/*'], known: { name: 'agents', requests: 100, seconds: HOUR } },
    {
      routes: [
        'POST /admin/settings/email/test',
        'POST /coach/invitations',
        'POST /email/bulk',
        'POST /email/schedule',
        'POST /email/send',
      ],
      known: { name: 'mails', requests: 200, seconds: HOUR },
    },
    {
      // Followed from mails and pages, without a token, by a whole school behind one address.
      routes: [
        'GET /documents/files/*',
        'GET /email/unsubscribe/*',
        'GET /privacy/exports/:export_id/download',
        'POST /email/unsubscribe/*',
        'POST /privacy/guardian-consents/*',
      ],
      anyone: [
        { by: 'address', limit: { name: 'links-of-address', requests: 1_200, seconds: HOUR } },
      ],
    },
  ],
};
