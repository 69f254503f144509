import { Conflict, Forbidden, Invalid, NotFound, Unprocessable } from '../../kernel/errors';

/** A mail's template and values don't make a mail; trying again is no use. */
export class EmailUnwritable extends Unprocessable {
  override readonly code = 'email_unwritable';

  /** @param reason what the template engine said; it names placeholders, never values. */
  constructor(reason: string) {
    super(`The mail cannot be written: ${reason}`);
  }
}

/** There is no such mail, or it is not the caller's to see. */
export class EmailNotFound extends NotFound {
  override readonly code = 'email_not_found';

  constructor() {
    super('There is no such e-mail.');
  }
}

/** The mail has left the queue. */
export class EmailNotCancellable extends Conflict {
  override readonly code = 'email_not_cancellable';

  constructor(status: string) {
    super(`Only a queued e-mail can be cancelled; this one is ${status}.`);
  }
}

/** Reports of delivery are about mails that were sent. */
export class EmailNotSent extends Conflict {
  override readonly code = 'email_not_sent';

  constructor(status: string) {
    super(`Only what happened to a sent e-mail can be reported; this one is ${status}.`);
  }
}

/** The caller may not send mail, or not this one. */
export class MayNotSendEmail extends Forbidden {
  override readonly code = 'may_not_send_email';
}

/** There is no such template. */
export class EmailTemplateNotFound extends NotFound {
  override readonly code = 'email_template_not_found';

  constructor() {
    super('There is no such e-mail template.');
  }
}

/** The template has no such version. */
export class EmailTemplateVersionNotFound extends NotFound {
  override readonly code = 'email_template_version_not_found';

  constructor() {
    super('The template has no such version.');
  }
}

/** The address is not suppressed. */
export class SuppressionNotFound extends NotFound {
  override readonly code = 'suppression_not_found';

  constructor() {
    super('This address is not on the list.');
  }
}

/** The link to unsubscribe was not made by us. */
export class UnsubscribeRefused extends Invalid {
  override readonly code = 'unsubscribe_refused';

  constructor() {
    super([
      {
        path: ['path', 'token'],
        message: 'this link is not complete',
        rule: 'unsubscribe_refused',
      },
    ]);
  }
}
