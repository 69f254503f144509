import { Conflict, Invalid, NotFound } from '../../kernel/errors';

/** A file that cannot be imported as a whole; the reason says what to do. */
export class ImportFileRefused extends Invalid {
  /** @param line of the file, from 1 on, where there is one to name. */
  constructor(reason: string, line?: number) {
    super([
      {
        path: ['body', 'file'],
        message: line === undefined ? reason : `line ${line}: ${reason}`,
        rule: 'unreadable_file',
      },
    ]);
  }
}

/** A country of which no phone numbers are known. */
export class UnknownPhoneCountry extends Invalid {
  constructor() {
    super([
      {
        path: ['body', 'country'],
        message: 'value is not a country in two letters, such as US',
        rule: 'unknown_country',
      },
    ]);
  }
}

/** There is no import with this id. */
export class UserImportNotFound extends NotFound {
  override readonly code = 'user_import_not_found';

  constructor() {
    super('This import does not exist.');
  }
}

/** An import that has ended cannot be stopped. */
export class UserImportEnded extends Conflict {
  override readonly code = 'user_import_ended';

  constructor() {
    super('This import has ended already.');
  }
}
