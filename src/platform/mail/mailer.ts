/** One mail. */
export interface Mail {
  /** The same key is delivered once, however often it is sent. Letters, digits and dashes. */
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Further headers by name, e.g. `List-Unsubscribe`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends mail: over SMTP, or into a folder in the embedded profile. */
export interface Mailer {
  /**
   * Hands the mail to the next server, or writes it down.
   *
   * @throws MailRefused when the server will never take it, however often it is sent.
   * @throws MailUndelivered when the server cannot take it now.
   */
  send(mail: Mail): Promise<void>;

  /** Asks whether mail could be sent now. @throws MailUndelivered saying why not. */
  probe(): Promise<void>;
}

export const MAILER = Symbol('mailer');
