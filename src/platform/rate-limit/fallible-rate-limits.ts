import { Fallback } from './fallback';
import type { Limit, Taken } from './limit';
import { MemoryRateLimits } from './memory-rate-limits';
import type { SharedRateLimits } from './rate-limit-storage';

/**
 * A storage that may be away or slow. Then the memory of this process decides, from what the storage
 * said last, so that nobody is refused for it and nobody goes unlimited.
 */
export class FallibleRateLimits implements SharedRateLimits {
  private readonly memory = new MemoryRateLimits();
  private readonly fallback: Fallback;

  constructor(
    private readonly storage: SharedRateLimits,
    patienceMs: number,
  ) {
    this.fallback = new Fallback(patienceMs);
  }

  take(key: string, limit: Limit, count: number): Promise<Taken> {
    return this.fallback.run(
      async () => {
        const taken = await this.storage.take(key, limit, count);
        this.memory.note(key, taken);
        return taken;
      },
      () => this.memory.take(key, limit, count),
    );
  }

  close(): Promise<void> {
    return this.storage.close();
  }
}
