import { systemClock } from '../../kernel/clock';
import type { Configuration } from '../config/configuration';
import type { FailureLimiter } from './failure-limiter';
import { FallibleFailureLimiter } from './fallible-failure-limiter';
import { FallibleRateLimits } from './fallible-rate-limits';
import { LeasedRateLimits } from './leased-rate-limits';
import { MemoryFailureLimiter } from './memory-failure-limiter';
import { MemoryRateLimits } from './memory-rate-limits';
import { PostgresFailureLimiter } from './postgres-failure-limiter';
import { PostgresRateLimits } from './postgres-rate-limits';
import type { RateLimitStorage, SharedRateLimits } from './rate-limit-storage';
import { RedisFailureLimiter } from './redis-failure-limiter';
import { RedisRateLimits } from './redis-rate-limits';

/**
 * A request waits so long for the decision; then this process decides alone. Longer than the worst
 * moments of a machine that is busy, in which counting alone would let too many pass.
 */
const PATIENCE_MS = 1_000;
/** A process begins so much later at most, so that its first requests are counted with the others'. */
const FIRST_CONNECTION_MS = 2_000;

/** The storage of rate limits that the configuration names; null when nothing is counted. */
export async function createRateLimits(
  { rateLimits, redisUrl }: Configuration,
  databaseUrl: string,
): Promise<RateLimitStorage | null> {
  switch (rateLimits.storage) {
    case 'off':
      return null;
    case 'memory':
      return new MemoryRateLimits();
    case 'postgres':
      return together(new PostgresRateLimits(databaseUrl, PATIENCE_MS));
    case 'redis': {
      const redis = new RedisRateLimits(redisUrl ?? '');
      await redis.connected(FIRST_CONNECTION_MS);
      return together(redis);
    }
  }
}

function together(storage: SharedRateLimits): RateLimitStorage {
  return new LeasedRateLimits(new FallibleRateLimits(storage, PATIENCE_MS));
}

/** Where failed sign-ins are counted: in the same place; in memory too when no request is counted. */
export function createFailureLimiter(
  { rateLimits, redisUrl, auth }: Configuration,
  databaseUrl: string,
): FailureLimiter {
  const fallible = (shared: FailureLimiter) =>
    new FallibleFailureLimiter(shared, PATIENCE_MS, auth.secret);
  switch (rateLimits.storage) {
    case 'off':
    case 'memory':
      return new MemoryFailureLimiter(systemClock);
    case 'postgres':
      return fallible(new PostgresFailureLimiter(databaseUrl, PATIENCE_MS));
    case 'redis':
      return fallible(new RedisFailureLimiter(redisUrl ?? ''));
  }
}
