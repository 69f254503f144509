import { type Clock, systemClock } from '../../kernel/clock';
import { type Limit, type Outcome, spend, take, type Taken, type Usage } from './limit';
import type { RateLimitStorage } from './rate-limit-storage';

const MOST_KEYS = 100_000;

/** Counts in this process alone. Bounded: the bucket that was not used for the longest time goes. */
export class MemoryRateLimits implements RateLimitStorage {
  private readonly buckets = new Map<string, Usage>();

  constructor(
    private readonly clock: Clock = systemClock,
    private readonly mostKeys = MOST_KEYS,
  ) {}

  spend(key: string, limit: Limit): Outcome {
    const outcome = spend(this.buckets.get(key), limit, this.clock.now().getTime());
    this.note(key, outcome);
    return outcome;
  }

  /** The same for several requests at once. */
  take(key: string, limit: Limit, count: number): Taken {
    const taken = take(this.buckets.get(key), limit, this.clock.now().getTime(), count);
    this.note(key, taken);
    return taken;
  }

  /** Goes on from what was decided elsewhere. */
  note(key: string, usage: Usage): void {
    this.buckets.delete(key);
    this.buckets.set(key, usage);
    if (this.buckets.size > this.mostKeys) {
      const [oldest] = this.buckets.keys();
      if (oldest !== undefined) this.buckets.delete(oldest);
    }
  }

  async close(): Promise<void> {
    this.buckets.clear();
  }
}
