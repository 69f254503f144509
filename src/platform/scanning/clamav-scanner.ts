import type { Readable } from 'node:stream';
import type { ClamavAddress } from '../config/clamav-address';
import { type CallLimits, GuardedCalls } from '../resilience/guarded-calls';
import { ClamavSession } from './clamav-session';
import type { Scanner, Verdict } from './scanner';
import { ScannerUnavailable } from './scanning.errors';

/** A scan is work, not an answer: large archives take the daemon minutes. A job waits for it. */
const LIMITS: Partial<CallLimits> = { deadlineMs: 120_000, attempts: 1 };
const PROBE_MS = 2_000;

/** A ClamAV daemon, asked by its INSTREAM command. */
export class ClamavScanner implements Scanner {
  readonly name = 'clamav';
  readonly isReal = true;
  private readonly calls: GuardedCalls;

  /** @param limits other than the usual ones, for tests. */
  constructor(
    private readonly address: ClamavAddress,
    limits: Partial<CallLimits> = {},
  ) {
    this.calls = new GuardedCalls(
      {
        isTransient: (error) => error instanceof ScannerUnavailable,
        timedOut: () => new ScannerUnavailable(),
        leftAlone: () => new ScannerUnavailable(),
      },
      { ...LIMITS, ...limits },
    );
  }

  async scan(content: Readable): Promise<Verdict> {
    try {
      return await this.calls.run(async (signal) => {
        const session = new ClamavSession(this.address, signal);
        return verdictOf(await session.ask('INSTREAM', content));
      });
    } finally {
      content.destroy();
    }
  }

  async probe(): Promise<void> {
    const reply = await new ClamavSession(this.address, AbortSignal.timeout(PROBE_MS)).ask('PING');
    if (reply !== 'PONG') throw new ScannerUnavailable();
  }
}

/** Reads `stream: OK`, `stream: <name> FOUND` and the words for a file that is too large. */
function verdictOf(reply: string): Verdict {
  if (reply === 'stream: OK') return { kind: 'clean' };
  const signature = /^stream: (.{1,200}) FOUND$/.exec(reply)?.[1];
  if (signature !== undefined) return { kind: 'infected', signature };
  if (/size limit exceeded/i.test(reply)) return { kind: 'refused', reason: 'too_large' };
  // An empty reply is a daemon that ended; anything else it will say again.
  if (reply === '') throw new ScannerUnavailable();
  return { kind: 'refused', reason: 'scanner_error' };
}
