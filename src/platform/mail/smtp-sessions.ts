import { type SessionOptions, SmtpSession } from './smtp-session';

/** More than that many connections at once no mail server likes. */
const MOST_SESSIONS = 5;

/**
 * Sessions with one mail server, opened when needed and used again. nodemailer has a pool of its
 * own, but a mail that waits or hangs there cannot be called back: it might leave after its sender
 * was told that it didn't.
 */
export class SmtpSessions {
  readonly #idle: SmtpSession[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;
  #isClosed = false;

  constructor(private readonly options: SessionOptions) {}

  /** Lends a session to the work; one whose work failed is not used again. */
  async use(signal: AbortSignal, work: (session: SmtpSession) => Promise<void>): Promise<void> {
    await this.#admit(signal);
    try {
      const session = (await this.#known(signal)) ?? (await SmtpSession.open(this.options, signal));
      try {
        await work(session);
      } catch (error) {
        session.end();
        throw error;
      }
      if (this.#isClosed) session.end();
      else this.#idle.push(session);
    } finally {
      this.#busy -= 1;
      this.#waiting.shift()?.();
    }
  }

  /** Ends what is idle; what is lent out ends when it comes back. */
  close(): void {
    this.#isClosed = true;
    for (const session of this.#idle.splice(0)) session.end();
  }

  /** Waits for a place among the busy ones, or until the signal fires. */
  async #admit(signal: AbortSignal): Promise<void> {
    while (this.#busy >= MOST_SESSIONS) {
      await new Promise<void>((resolve, reject) => {
        const go = () => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        const leave = () => {
          this.#waiting.splice(this.#waiting.indexOf(go), 1);
          reject(signal.reason as Error);
        };
        if (signal.aborted) return reject(signal.reason as Error);
        signal.addEventListener('abort', leave, { once: true });
        this.#waiting.push(go);
      });
    }
    this.#busy += 1;
  }

  /** An idle session that the server still answers on. */
  async #known(signal: AbortSignal): Promise<SmtpSession | null> {
    for (let session = this.#idle.pop(); session !== undefined; session = this.#idle.pop()) {
      if (!session.isOpen) continue;
      try {
        await session.reset(signal);
        return session;
      } catch (error) {
        session.destroy();
        if (signal.aborted) throw error;
      }
    }
    return null;
  }
}
