/** Says whether a try is welcome. */
export interface Verdict {
  readonly allowed: boolean;
  /** Seconds until the next try, when it is not. */
  readonly retryAfterSeconds: number;
}

/** Counts failures by key, in the place where requests are counted. */
export interface FailureLimiter {
  /**
   * Asks for a try. One that is welcome counts as failed from this moment until {@link clear}, so
   * that tries made side by side cannot slip past the count; a refused one is not counted.
   */
  attempt(key: string): Promise<Verdict>;
  /** Forgets the failures of the key, after a success. */
  clear(key: string): Promise<void>;
  close(): Promise<void>;
}

export const FAILURE_LIMITER = Symbol('failure limiter');
