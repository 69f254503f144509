import { Conflict, NotFound } from '../../kernel/errors';

/** There is no report with this id, or it is about a course that the caller does not look after. */
export class ReportNotFound extends NotFound {
  override readonly code = 'discussion_report_not_found';

  constructor() {
    super('This report does not exist.');
  }
}

/** One report of a person about the same words is enough. */
export class AlreadyReported extends Conflict {
  override readonly code = 'already_reported';

  constructor() {
    super('You have reported this already. It is looked into.');
  }
}

/** People take back their own words instead of reporting them. */
export class OwnWords extends Conflict {
  override readonly code = 'own_words';

  constructor() {
    super('You wrote this yourself: change or delete it.');
  }
}
