/** Says whether another try is welcome. */
export interface Verdict {
  readonly allowed: boolean;
  /** Seconds until the next try, when it is not. */
  readonly retryAfterSeconds: number;
}

/** Counts failures by key. The embedded profile keeps them in memory. */
export interface FailureLimiter {
  /** Whether this key may try (again). */
  check(key: string): Promise<Verdict>;
  /** Notes a failure of the key. */
  fail(key: string): Promise<void>;
  /** Forgets the failures of the key, after a success. */
  clear(key: string): Promise<void>;
}

export const FAILURE_LIMITER = Symbol('failure limiter');
