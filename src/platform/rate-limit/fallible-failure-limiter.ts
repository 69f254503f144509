import { hash } from 'node:crypto';
import { systemClock } from '../../kernel/clock';
import type { FailureLimiter, Verdict } from './failure-limiter';
import { Fallback } from './fallback';
import { MemoryFailureLimiter } from './memory-failure-limiter';

/**
 * Failures counted together, by digests of their keys; by this process alone while that is
 * impossible.
 */
export class FallibleFailureLimiter implements FailureLimiter {
  private readonly memory = new MemoryFailureLimiter(systemClock);
  private readonly fallback: Fallback;

  /** @param pepper makes digests that nobody else can reproduce. */
  constructor(
    private readonly shared: FailureLimiter,
    patienceMs: number,
    private readonly pepper: string,
  ) {
    this.fallback = new Fallback(patienceMs);
  }

  attempt(key: string): Promise<Verdict> {
    const digest = this.digestOf(key);
    return this.fallback.run(
      () => this.shared.attempt(digest),
      () => this.memory.attempt(digest),
    );
  }

  async clear(key: string): Promise<void> {
    const digest = this.digestOf(key);
    await this.memory.clear(digest);
    await this.fallback.run(
      () => this.shared.clear(digest),
      () => undefined,
    );
  }

  close(): Promise<void> {
    return this.shared.close();
  }

  private digestOf(key: string): string {
    return hash('sha256', `${this.pepper}${key}`, 'base64url');
  }
}
