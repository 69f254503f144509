import { Unavailable, Unprocessable } from '../../kernel/errors';

/** The mail server took the mail's address or content for unacceptable; trying again is no use. */
export class MailRefused extends Unprocessable {
  override readonly code = 'mail_refused';

  /** @param reply the server's own words, with its code. */
  constructor(readonly reply: string) {
    super('The mail server refused this mail for good.');
  }
}

/** The mail server cannot be reached or cannot take the mail now. */
export class MailUndelivered extends Unavailable {
  override readonly code = 'mail_undelivered';
}
