import type { Limit, Outcome, Taken } from './limit';

/** Counts requests: one decision at a time. */
export interface RateLimitStorage {
  /**
   * Counts one request of a bucket, if there is room. At once where that takes no waiting.
   *
   * @param key of the bucket; it holds nobody's name or address.
   */
  spend(key: string, limit: Limit): Outcome | Promise<Outcome>;
  close(): Promise<void>;
}

/** Where several processes count together. Each call is atomic. */
export interface SharedRateLimits {
  /**
   * Counts so many requests of a bucket as there is room for; a negative count takes back what was
   * counted for nothing.
   */
  take(key: string, limit: Limit, count: number): Promise<Taken>;
  close(): Promise<void>;
}

/** The storage that the configuration chose; null when nothing is counted. */
export const RATE_LIMIT_STORAGE = Symbol('rate limit storage');
