import { setTimeout as sleep } from 'node:timers/promises';
import { type BreakerOptions, CircuitBreaker } from './circuit-breaker';

/** How a service outside is called. */
export interface CallLimits extends BreakerOptions {
  /** One call, its retries included, is given up after this many milliseconds. */
  readonly deadlineMs: number;
  /** How often a call is tried in all. */
  readonly attempts: number;
  /** The pause before the second try in milliseconds; doubled for each further one. */
  readonly backoffMs: number;
}

/** What the caller of {@link GuardedCalls} knows of its service. */
export interface CallFaults {
  /** Whether the same call may well succeed in a moment; only such failures open the breaker. */
  readonly isTransient: (error: unknown) => boolean;
  /** The error when the deadline passed. */
  readonly timedOut: (deadlineMs: number) => Error;
  /** The error while the breaker is open. */
  readonly leftAlone: (retryAfterSeconds: number) => Error;
}

/** The limits of every service outside that has no reason for others. */
export const CALL_LIMITS: CallLimits = {
  deadlineMs: 10_000,
  attempts: 2,
  backoffMs: 200,
  failures: 5,
  openMs: 15_000,
};

/**
 * Calls of one service outside: each ends at a deadline, is tried again a bounded number of times
 * when that can help, and a service that fails again and again is left alone for a while, so that
 * nobody waits for it.
 */
export class GuardedCalls {
  readonly #limits: CallLimits;
  readonly #faults: CallFaults;
  readonly #breaker: CircuitBreaker;

  constructor(faults: CallFaults, limits: Partial<CallLimits> = {}) {
    this.#limits = { ...CALL_LIMITS, ...limits };
    this.#faults = faults;
    this.#breaker = new CircuitBreaker(this.#limits, faults.leftAlone);
  }

  /**
   * Carries out one call. `call` gets a signal that fires at the deadline and should end its work;
   * whether it does or not, the caller is answered then.
   *
   * @param attempts 1 for a call that may not be repeated.
   */
  async run<Result>(
    call: (signal: AbortSignal) => Promise<Result>,
    attempts: number = this.#limits.attempts,
  ): Promise<Result> {
    const permit = this.#breaker.admit();
    const { deadlineMs } = this.#limits;
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(this.#faults.timedOut(deadlineMs)), deadlineMs);
    const passed = new Promise<never>((_resolve, reject) => {
      deadline.signal.addEventListener('abort', () => reject(deadline.signal.reason as Error));
    });
    try {
      const result = await Promise.race([this.#retried(call, attempts, deadline.signal), passed]);
      permit.succeeded();
      return result;
    } catch (error) {
      if (deadline.signal.aborted || this.#faults.isTransient(error)) permit.failed();
      else permit.succeeded();
      throw deadline.signal.aborted ? deadline.signal.reason : error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #retried<Result>(
    call: (signal: AbortSignal) => Promise<Result>,
    attempts: number,
    signal: AbortSignal,
  ): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call(signal);
      } catch (error) {
        const isLast = attempt >= attempts || signal.aborted;
        if (isLast || !this.#faults.isTransient(error)) throw error;
        await sleep(this.#limits.backoffMs * 2 ** (attempt - 1), undefined, { signal });
      }
    }
  }
}
