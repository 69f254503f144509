import type { Limit } from '../platform/rate-limit/limit';
import { type Charge, HOUR, type RouteLimits } from './rate-limit-policy';

/** A school in the morning; who tries one password on many accounts gets no further than this. */
const SIGN_INS_OF_ADDRESS: Charge = {
  by: 'address',
  limit: { name: 'sign-ins-of-address', requests: 1_200, seconds: HOUR },
};

/** A class signs up together, perhaps several. */
const SIGN_UPS_OF_ADDRESS: Charge = {
  by: 'address',
  limit: { name: 'sign-ups-of-address', requests: 300, seconds: HOUR },
};

/** Nobody's parents get more mails than this, whoever names them. */
const MAILS_TO_GUARDIAN: Charge = {
  by: 'guardian email',
  limit: { name: 'mails-to-guardian', requests: 10, seconds: HOUR },
};

/** Open apps of a school renew their sign-ins all day. */
const REFRESHES_OF_ADDRESS: Charge = {
  by: 'address',
  limit: { name: 'refreshes-of-address', requests: 6_000, seconds: HOUR },
};

/** What is mailed to people cannot be guessed; this bounds the work of those who try. */
const LINKS_OF_ADDRESS: Charge = {
  by: 'address',
  limit: { name: 'mailed-links-of-address', requests: 1_200, seconds: HOUR },
};

/**
 * The routes by which people get in, on the surfaces that have them: by account and address, so that
 * a school behind one address gets in, and with a generous bound for each address.
 *
 * @param perAccount how often one account may be tried at one address.
 */
export function accountRateLimits(perAccount: Limit): readonly RouteLimits[] {
  const account: Charge = { by: 'email and address', limit: perAccount };
  return [
    { routes: ['POST /auth/login'], anyone: [SIGN_INS_OF_ADDRESS, account] },
    {
      routes: ['POST /auth/register', 'POST /auth/register-with-onboarding'],
      anyone: [SIGN_UPS_OF_ADDRESS, account, MAILS_TO_GUARDIAN],
    },
    {
      routes: ['POST /auth/forgot-password'],
      anyone: [
        SIGN_INS_OF_ADDRESS,
        { by: 'email', limit: { name: 'mails-to-account', requests: 10, seconds: HOUR } },
      ],
    },
    {
      routes: ['POST /auth/refresh'],
      anyone: [REFRESHES_OF_ADDRESS, { by: 'bearer', limit: { ...perAccount, name: 'refreshes' } }],
    },
    {
      routes: [
        'POST /auth/accept-invitation',
        'POST /auth/reset-password',
        'POST /auth/verify-email',
      ],
      anyone: [LINKS_OF_ADDRESS],
    },
    {
      routes: ['POST /auth/verify-email/resend'],
      known: { name: 'mails-to-oneself', requests: 20, seconds: HOUR },
    },
  ];
}
