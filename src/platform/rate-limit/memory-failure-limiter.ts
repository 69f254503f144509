import type { Clock } from '../../kernel/clock';
import type { FailureLimiter, Verdict } from './failure-limiter';
import {
  FIRST_PAUSE_SECONDS,
  FORGET_AFTER_SECONDS,
  FREE_FAILURES,
  LONGEST_PAUSE_SECONDS,
} from './failure-pause';

const MOST_KEYS = 100_000;

interface Failures {
  count: number;
  lastAt: number;
}

/**
 * Ten failures are free; each further one makes the key wait, twice as long every time, from 30 s
 * to 15 min. Fifteen quiet minutes forget them all. Bounded: the oldest key goes first.
 */
export class MemoryFailureLimiter implements FailureLimiter {
  private readonly failures = new Map<string, Failures>();

  constructor(private readonly clock: Clock) {}

  async attempt(key: string): Promise<Verdict> {
    const retryAfterSeconds = this.secondsToWait(key);
    if (retryAfterSeconds > 0) return { allowed: false, retryAfterSeconds };
    this.count(key);
    return { allowed: true, retryAfterSeconds: 0 };
  }

  async clear(key: string): Promise<void> {
    this.failures.delete(key);
  }

  async close(): Promise<void> {
    this.failures.clear();
  }

  private secondsToWait(key: string): number {
    const failures = this.failures.get(key);
    if (failures === undefined || failures.count < FREE_FAILURES) return 0;
    const pause = Math.min(
      FIRST_PAUSE_SECONDS * 2 ** (failures.count - FREE_FAILURES),
      LONGEST_PAUSE_SECONDS,
    );
    return Math.max(0, Math.ceil(pause - this.secondsSince(failures.lastAt)));
  }

  private count(key: string): void {
    const previous = this.failures.get(key);
    const isFresh =
      previous !== undefined && this.secondsSince(previous.lastAt) < FORGET_AFTER_SECONDS;
    this.failures.delete(key);
    this.failures.set(key, {
      count: isFresh ? previous.count + 1 : 1,
      lastAt: this.clock.now().getTime(),
    });
    if (this.failures.size > MOST_KEYS) {
      const [oldest] = this.failures.keys();
      if (oldest !== undefined) this.failures.delete(oldest);
    }
  }

  private secondsSince(time: number): number {
    return (this.clock.now().getTime() - time) / 1000;
  }
}
