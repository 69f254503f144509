/** One mail, plain text. */
export interface Mail {
  /** The same key is delivered once, however often it is sent. Letters, digits and dashes. */
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail. The embedded profile writes it into a folder. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export const MAILER = Symbol('mailer');
