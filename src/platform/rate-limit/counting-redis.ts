import { Redis, type RedisOptions } from 'ioredis';

const LONGEST_PAUSE_MS = 1_000;

/** A connection for counting; see {@link countingRedis}. */
export type CountingRedis = Redis;

/**
 * A connection that connects on its own, again and again; what is asked meanwhile fails at once, and
 * what is asked in one moment shares a write.
 */
export function countingRedis(
  url: string,
  keyPrefix: string,
  scripts: NonNullable<RedisOptions['scripts']>,
): CountingRedis {
  const redis = new Redis(url, {
    keyPrefix,
    scripts,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    connectTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(attempt * 50, LONGEST_PAUSE_MS),
  });
  redis.on('error', () => undefined);
  return redis;
}
