import { Malformed } from '../../../kernel/errors';

/** A file that holds no activity to import. */
export class ActivityFileRefused extends Malformed {
  override readonly code = 'activity_file_refused';

  constructor(path: string, reason: string) {
    super(`${path} cannot be imported: ${reason}.`);
  }
}

/** What was asked of an import cannot be meant; the message says what to do. */
export class ActivityImportRefused extends Malformed {
  override readonly code = 'activity_import_refused';
}
