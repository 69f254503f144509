import { Malformed, NotFound } from '../../kernel/errors';

/** No such opportunity. */
export class OpportunityNotFound extends NotFound {
  override readonly code = 'opportunity_not_found';

  constructor() {
    super('There is no such opportunity.');
  }
}

/** A file that holds no rows to import. */
export class ImportFileRefused extends Malformed {
  override readonly code = 'import_file_refused';

  constructor(path: string, reason: string) {
    super(`${path} cannot be imported: ${reason}.`);
  }
}
