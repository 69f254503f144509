import { Forbidden, Invalid, NotFound, Unavailable } from '../../kernel/errors';
import { MailRefused } from '../../platform/mail/mail.errors';

/** Settings of the installation are for platform admins. */
export class SettingsNotAllowed extends Forbidden {
  override readonly code = 'settings_not_allowed';

  constructor() {
    super('Only platform admins see and change settings.');
  }
}

/** There is no such category to look at. */
export class SettingsCategoryNotFound extends NotFound {
  override readonly code = 'settings_category_not_found';

  constructor() {
    super('There is no such category of settings.');
  }
}

/** There is no such category to change. */
export class UnknownSettingsCategory extends Invalid {
  override readonly code = 'unknown_settings_category';

  constructor(known: readonly string[]) {
    const message = `value is not one of ${known.join(', ')}`;
    super([{ path: ['body', 'category'], message, rule: 'enum' }]);
  }
}

/** So many unknown fields are named; the others are only counted. */
const MOST_NAMED = 20;
const LONGEST_NAME = 80;

/** The category has no such fields. */
export class UnknownSettings extends Invalid {
  override readonly code = 'unknown_settings';

  constructor(category: string, fields: readonly string[]) {
    const named = fields.slice(0, MOST_NAMED).map((field) => field.slice(0, LONGEST_NAME));
    const more = fields.length > named.length ? ` and ${fields.length - named.length} more` : '';
    super(
      named.map((field) => ({
        path: ['body', 'settings', field],
        message: `"${category}" has no such field`,
        rule: 'extra_forbidden',
      })),
      `Unknown fields of "${category}": ${named.join(', ')}${more}.`,
    );
  }
}

/** The test mail did not leave; the message says why. */
export class TestMailFailed extends Unavailable {
  override readonly code = 'test_mail_failed';

  constructor(cause: Error) {
    const why = cause instanceof MailRefused ? `${cause.message} ${cause.reply}` : cause.message;
    super(`The test mail was not sent. ${why}`, { cause });
  }
}
