import { GuardedCalls } from '../resilience/guarded-calls';
import type { ComposedMail } from './mail-composer';
import type { MailDriver } from './mail-driver';
import { MailUndelivered } from './mail.errors';
import { mailFault } from './smtp-fault';
import type { SessionOptions, SmtpSession } from './smtp-session';
import { SmtpSessions } from './smtp-sessions';

/**
 * Hands mails to a mail server. Each ends at a deadline, and a server that fails again and again is
 * left alone for a while. Nothing is tried twice here: that is for whoever keeps the mail.
 */
export class SmtpMailer implements MailDriver {
  readonly #sessions: SmtpSessions;
  readonly #calls: GuardedCalls;

  constructor(options: SessionOptions) {
    this.#sessions = new SmtpSessions(options);
    this.#calls = new GuardedCalls(
      {
        isTransient: (error) => error instanceof MailUndelivered,
        timedOut: (deadlineMs) =>
          new MailUndelivered(`The mail server did not finish within ${deadlineMs / 1000} s.`),
        leftAlone: (seconds) => new MailServerLeftAlone(seconds),
      },
      { deadlineMs: options.timeoutMs, attempts: 1 },
    );
  }

  deliver(mail: ComposedMail): Promise<void> {
    return this.#call((session, signal) => session.send(mail, signal));
  }

  probe(): Promise<void> {
    return this.#call((session, signal) => session.reset(signal));
  }

  close(): void {
    this.#sessions.close();
  }

  #call(work: (session: SmtpSession, signal: AbortSignal) => Promise<void>): Promise<void> {
    return this.#calls.run(async (signal) => {
      try {
        await this.#sessions.use(signal, (session) => work(session, signal));
      } catch (error) {
        throw mailFault(error);
      }
    });
  }
}

/** The server failed too often in a row; it is asked again in a while. */
class MailServerLeftAlone extends MailUndelivered {
  override readonly retryAfterSeconds: number;

  constructor(seconds: number) {
    super(`The mail server failed several times in a row. It is asked again in ${seconds} s.`);
    this.retryAfterSeconds = seconds;
  }
}
