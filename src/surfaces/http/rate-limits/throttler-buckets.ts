import type { ThrottlerStorage } from '@nestjs/throttler';
import type { RateLimitStorage } from '../../../platform/rate-limit/rate-limit-storage';
import { standingOf } from './standing';

type ThrottlerRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Our storages as the throttler asks them: windows, in whole seconds. */
export class ThrottlerBuckets implements ThrottlerStorage {
  constructor(private readonly storage: RateLimitStorage | null) {}

  /** @param ttl in milliseconds. */
  async increment(
    key: string,
    ttl: number,
    requests: number,
    _blockDuration: number,
    name: string,
  ): Promise<ThrottlerRecord> {
    if (this.storage === null) return UNCOUNTED;
    const limit = { name, requests, seconds: ttl / 1_000 };
    const { allowed, remaining, secondsToNext } = standingOf(
      limit,
      await this.storage.spend(key, limit),
    );
    return {
      totalHits: requests - remaining,
      timeToExpire: secondsToNext,
      isBlocked: !allowed,
      timeToBlockExpire: allowed ? 0 : secondsToNext,
    };
  }
}

const UNCOUNTED: ThrottlerRecord = {
  totalHits: 0,
  timeToExpire: 0,
  isBlocked: false,
  timeToBlockExpire: 0,
};
