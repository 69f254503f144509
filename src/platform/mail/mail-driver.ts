import type { ComposedMail } from './mail-composer';

/** One way to be rid of a mail that is written out already. */
export interface MailDriver {
  /** @throws MailRefused or MailUndelivered, as {@link Mailer.send} does. */
  deliver(mail: ComposedMail): Promise<void>;

  /** Asks whether mail could be delivered now. @throws MailUndelivered saying why not. */
  probe(): Promise<void>;

  /** Lets go of what is held open; what is on its way is finished first. */
  close(): void;
}
