import type { Limit } from '../../platform/rate-limit/limit';
import { accountRateLimits } from '../account-rate-limits';
import { HOUR, MINUTE, type RateLimitPolicy } from '../rate-limit-policy';

const address: Limit = { name: 'address', requests: 120, seconds: MINUTE };

/** How often the learning surface may be asked. */
export const learningRateLimits: RateLimitPolicy = {
  known: { name: 'signed-in', requests: 1_200, seconds: MINUTE },
  address,
  routes: [
    ...accountRateLimits({ ...address, name: 'sign-ins' }),
    {
      // A class signs up together; whoever collects addresses does not get far in an hour.
      routes: ['POST /auth/check-email'],
      anyone: [
        { by: 'address', limit: { ...address, name: 'checks-a-minute' } },
        { by: 'address', limit: { name: 'checks', requests: 600, seconds: HOUR } },
      ],
    },
  ],
};
