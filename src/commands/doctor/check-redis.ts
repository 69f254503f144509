import { Redis } from 'ioredis';
import type { Configuration } from '../../platform/config/configuration';
import { clockFinding } from './clock';
import { type Finding, ok, problem, warning } from './finding';

const PATIENCE_MS = 5_000;
const OLDEST_VERSION = [6, 2] as const;

/** Whether Redis is there, new enough, keeps what it is given, and is in time; nothing without one. */
export async function checkRedis({ redisUrl }: Configuration): Promise<Finding[]> {
  if (redisUrl === null) return [];
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let lastError: unknown = null;
  redis.on('error', (error) => {
    lastError = error;
  });
  try {
    await redis.connect();
    const info = factsOf(await redis.info());
    const asked = Date.now();
    const [seconds, microseconds] = await redis.time();
    const answered = Date.now();
    const theirs = Number(seconds) * 1_000 + Number(microseconds) / 1_000;
    return [
      version(info),
      eviction(info),
      ...persistence(info),
      clockFinding('redis', 'Redis', theirs, { asked, answered }),
    ];
  } catch (error) {
    return [unreachable(lastError ?? error, redisUrl)];
  } finally {
    redis.disconnect();
  }
}

function factsOf(info: string): ReadonlyMap<string, string> {
  return new Map(
    info
      .split(/\r?\n/)
      .map((line) => line.split(':'))
      .map(([name = '', ...value]) => [name, value.join(':')]),
  );
}

function version(info: ReadonlyMap<string, string>): Finding {
  const text = info.get('redis_version') ?? '0';
  const [major = 0, minor = 0] = text.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_VERSION;
  const isNewEnough = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  return isNewEnough
    ? ok('redis', `Redis ${text}.`)
    : problem('redis', `Redis ${text} is too old.`, 'Upgrade it to 7 or newer.');
}

function eviction(info: ReadonlyMap<string, string>): Finding {
  const policy = info.get('maxmemory_policy') ?? 'unknown';
  return policy === 'noeviction'
    ? ok('redis', 'It never throws away what it was given to keep.')
    : problem(
        'redis',
        `Short of memory, Redis would throw jobs away (maxmemory-policy ${policy}).`,
        'Set `maxmemory-policy noeviction`, and give caches a Redis of their own.',
      );
}

function persistence(info: ReadonlyMap<string, string>): Finding[] {
  if (info.get('aof_enabled') === '1') return [];
  return [
    warning(
      'redis',
      'A crash of Redis loses the jobs of the last moments (no append-only file).',
      'Set `appendonly yes`.',
    ),
  ];
}

function unreachable(error: unknown, redisUrl: string): Finding {
  const { host } = new URL(redisUrl);
  const message = error instanceof Error ? error.message : String(error);
  if (/^(WRONGPASS|NOAUTH|NOPERM|ERR AUTH)/.test(message)) {
    return problem(
      'redis',
      `Redis at ${host} refuses the user or the password.`,
      'Correct them in REDIS_URL: redis://user:password@host:port. Special characters are written as %XX.',
    );
  }
  return problem(
    'redis',
    `Redis at ${host} does not answer.`,
    'See that it runs, and that REDIS_URL names its host and port (rediss:// for TLS); or unset it, and PostgreSQL does the work.',
  );
}
