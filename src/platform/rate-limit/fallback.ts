import { Logger } from '@nestjs/common';
import { type BreakerPermit, CircuitBreaker } from '../resilience/circuit-breaker';

const FAILURES = 3;
const LEAVE_ALONE_MS = 1_000;

/** Made once: while something is away, each request would make one. */
const AWAY = new Error('There was no answer in time.');

/**
 * Asks something that may be away or slow, and does it another way when it fails or does not answer
 * in time; after a few such failures it is left alone for a second. The log is told once.
 */
export class Fallback {
  private readonly logger = new Logger('RateLimits');
  private readonly breaker = new CircuitBreaker(
    { failures: FAILURES, openMs: LEAVE_ALONE_MS },
    () => AWAY,
  );
  private isAway = false;

  constructor(private readonly patienceMs: number) {}

  /** What the call answers, or else what the other way gives. */
  run<Answer>(
    call: () => Promise<Answer>,
    otherwise: () => Answer | Promise<Answer>,
  ): Promise<Answer> {
    const permit = this.admitted();
    if (permit === null) return Promise.resolve(otherwise());
    return new Promise((resolve) => {
      let isOver = false;
      const end = (): boolean => {
        if (isOver) return false;
        isOver = true;
        clearTimeout(timer);
        return true;
      };
      const giveUp = (reason: unknown): void => {
        if (!end()) return;
        permit.failed();
        this.tell(reason);
        resolve(otherwise());
      };
      const timer = setTimeout(giveUp, this.patienceMs, AWAY);
      call().then((answer) => {
        if (!end()) return;
        permit.succeeded();
        this.isAway = false;
        resolve(answer);
      }, giveUp);
    });
  }

  private admitted(): BreakerPermit | null {
    try {
      return this.breaker.admit();
    } catch {
      return null;
    }
  }

  /** Once for each time that it is away. */
  private tell(reason: unknown): void {
    if (this.isAway) return;
    this.isAway = true;
    const message = reason instanceof Error ? reason.message : String(reason);
    this.logger.warn(`Requests are counted by this process alone for now: ${message}`);
  }
}
