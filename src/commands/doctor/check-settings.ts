import type { Configuration } from '../../platform/config/configuration';
import { type Finding, ok, problem, warning } from './finding';

/** Below this a secret could be found by trying. */
const FEWEST_BITS = 128;
const OLDEST_NODE = 24;
const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]', '0.0.0.0']);

/** What can be told from the settings alone. */
export function checkSettings(configuration: Configuration): Finding[] {
  return [
    node(),
    profile(configuration),
    secret(configuration),
    encryption(configuration),
    address(configuration),
    ...origins(configuration),
    ...proxies(configuration),
    ...limits(configuration),
    ...payments(configuration),
  ];
}

function node(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= OLDEST_NODE
    ? ok('node', `Node ${process.versions.node}.`)
    : problem(
        'node',
        `Node ${process.versions.node} is too old.`,
        `Run on Node ${OLDEST_NODE} or newer.`,
      );
}

function profile({ environment, database, redisUrl }: Configuration): Finding {
  if (database.url !== null) {
    return ok(
      'profile',
      `Distributed, ${environment}; queue and topics on ${redisUrl === null ? 'PostgreSQL' : 'Redis'}.`,
    );
  }
  if (environment !== 'production') return ok('profile', `Embedded, ${environment}.`);
  return warning(
    'profile',
    'Embedded in production: one process on one machine, its database in DATA_FOLDER.',
    'Set DATABASE_URL to a PostgreSQL of yours, or see to it that DATA_FOLDER is backed up.',
  );
}

function secret({ auth }: Configuration): Finding {
  const bits = Math.floor(entropyOf(auth.secret));
  return bits >= FEWEST_BITS
    ? ok('secret', 'TRELLIS_SECRET is long and varied enough.')
    : warning(
        'secret',
        `TRELLIS_SECRET is worth about ${bits} bits; ${FEWEST_BITS} are needed to be safe from guessing.`,
        'Make a new one with `openssl rand -base64 48`, the same for every process. Everybody signs in again.',
      );
}

function encryption({ encryption: { keys }, environment }: Configuration): Finding {
  if (keys.length > 1) return ok('encryption', 'Stored secrets have a key of their own.');
  const text = 'What is stored encrypted is sealed under a key derived from TRELLIS_SECRET.';
  return environment === 'production'
    ? warning(
        'encryption',
        `${text} The secret can then never be changed.`,
        'Set TRELLIS_ENCRYPTION_KEY (`openssl rand -base64 32`), then run `trellis rotate-secrets`.',
      )
    : ok('encryption', text);
}

function address({ environment, http }: Configuration): Finding {
  const url = new URL(http.publicUrl);
  const text = `Links point to ${url.origin}.`;
  if (environment !== 'production') return ok('address', text);
  if (LOCAL_HOSTS.has(url.hostname)) {
    return problem(
      'address',
      `${text} Nobody outside of this machine can follow them.`,
      'Set PUBLIC_URL to the address that clients use.',
    );
  }
  return url.protocol === 'https:'
    ? ok('address', text)
    : warning(
        'address',
        `${text} Passwords and tokens would travel in the clear.`,
        'Serve it by TLS and set PUBLIC_URL to the https address.',
      );
}

function origins({ environment, http }: Configuration): Finding[] {
  if (environment !== 'production' || http.corsOrigins === 'any') return [];
  if (http.corsOrigins.length > 0) {
    return [ok('origins', `Web pages of ${http.corsOrigins.join(', ')} may call.`)];
  }
  return [
    warning(
      'origins',
      'No web page of another origin may call or open a socket.',
      'Set CORS_ORIGINS to the origins of your front ends, if there are any.',
    ),
  ];
}

function proxies({ environment, http, database }: Configuration): Finding[] {
  const isBehindOne = new URL(http.publicUrl).protocol === 'https:' || database.url !== null;
  if (environment !== 'production' || !isBehindOne || http.trustedProxies.length > 0) return [];
  return [
    warning(
      'proxies',
      'No proxy is trusted: behind a load balancer all callers seem to be one.',
      'Set TRUSTED_PROXIES to the address range of the balancer; limits by address depend on it.',
    ),
  ];
}

function limits({ rateLimits, database }: Configuration): Finding[] {
  if (rateLimits.storage === 'off') {
    return [
      warning('limits', 'No request is counted.', 'Unset RATE_LIMITS, unless a gateway counts.'),
    ];
  }
  if (rateLimits.storage !== 'memory' || database.url === null) return [];
  return [
    warning(
      'limits',
      'Each process counts requests for itself: several processes let several times as many pass.',
      'Unset RATE_LIMITS, or set it to postgres or redis.',
    ),
  ];
}

function payments({ environment, payments: { stripe, webhookSecrets } }: Configuration): Finding[] {
  if (stripe === null) return [];
  if (webhookSecrets.length === 0) {
    return [
      problem(
        'payments',
        'Stripe can be paid, but its events cannot be believed: nothing bought would ever arrive.',
        'Set STRIPE_WEBHOOK_SECRET to the signing secret of the endpoint /webhooks/stripe.',
      ),
    ];
  }
  if (environment === 'production' && !stripe.livemode) {
    return [
      warning(
        'payments',
        'The key of Stripe is one for tests: no money moves.',
        'Set STRIPE_SECRET_KEY to a live key when you mean it.',
      ),
    ];
  }
  return [ok('payments', 'Stripe has a key and a signing secret.')];
}

/** Shannon's measure over the characters, for the whole text, in bits. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let perCharacter = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    perCharacter -= share * Math.log2(share);
  }
  return perCharacter * text.length;
}
