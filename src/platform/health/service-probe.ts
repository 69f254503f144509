import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../../kernel/errors';

/** How a part does: as it should, with an impairment, or not at all. */
export type Health = 'healthy' | 'degraded' | 'unhealthy';

/** What became of one probe. */
export interface ProbeResult {
  readonly health: Health;
  /** How long the part took to answer, in whole milliseconds. */
  readonly latencyMs: number;
  /** Why it is not healthy, without addresses or credentials; null when it is. */
  readonly reason: string | null;
}

/** Nobody waits longer than this for a part, in milliseconds. */
const PROBE_MS = 2_000;
/** The part is told a little earlier, so that it can still say why. */
const ASK_MS = 1_900;
/** An answer that takes longer counts as an impairment. */
const SLOW_MS = 1_000;
/** A question that nobody ever answers is forgotten after this long, and asked anew. */
const FORGOTTEN_MS = 15_000;

/** Raised by a part that works, but not as it should; its message says how. */
export class Impaired extends Error {}

/**
 * Asks one part whether it works, for two seconds at most. Whoever asks meanwhile shares the
 * question under way, even one whose first asker has given up: a dead part costs one open call.
 */
export class ServiceProbe {
  readonly #ask: (signal: AbortSignal) => Promise<void>;
  #pending: { readonly since: number; readonly result: Promise<ProbeResult> } | null = null;

  /**
   * `ask` resolves when the part works, and raises {@link Impaired} or what it fails with. Its
   * signal fires shortly before nobody waits any more.
   */
  constructor(ask: (signal: AbortSignal) => Promise<void>) {
    this.#ask = ask;
  }

  /** Never raises. */
  async check(): Promise<ProbeResult> {
    const silence = new AbortController();
    const silent: ProbeResult = {
      health: 'unhealthy',
      latencyMs: PROBE_MS,
      reason: `There was no answer within ${PROBE_MS / 1_000} seconds.`,
    };
    try {
      return await Promise.race([
        this.#shared(),
        sleep(PROBE_MS, silent, { signal: silence.signal }),
      ]);
    } finally {
      silence.abort();
    }
  }

  #shared(): Promise<ProbeResult> {
    const now = performance.now();
    if (this.#pending !== null && now - this.#pending.since < FORGOTTEN_MS) {
      return this.#pending.result;
    }
    const pending = { since: now, result: this.#asked(now) };
    this.#pending = pending;
    void pending.result.then(() => {
      if (this.#pending === pending) this.#pending = null;
    });
    return pending.result;
  }

  async #asked(since: number): Promise<ProbeResult> {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), ASK_MS);
    const latencyMs = () => Math.round(performance.now() - since);
    try {
      await this.#ask(deadline.signal);
      return latencyMs() > SLOW_MS
        ? { health: 'degraded', latencyMs: latencyMs(), reason: 'It answers slowly.' }
        : { health: 'healthy', latencyMs: latencyMs(), reason: null };
    } catch (error) {
      const health = error instanceof Impaired ? 'degraded' : 'unhealthy';
      return { health, latencyMs: latencyMs(), reason: reasonOf(error) };
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Messages of libraries name addresses and users; of those only the code is told. */
function reasonOf(error: unknown): string {
  if (error instanceof Impaired || error instanceof DomainError) return error.message;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code !== '' ? `It failed with ${code}.` : 'It failed.';
}
