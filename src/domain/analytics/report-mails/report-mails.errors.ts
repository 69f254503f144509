import { Conflict, NotFound, Unprocessable } from '../../../kernel/errors';

/** There is no such report mail, or it is somebody else's. */
export class ReportMailNotFound extends NotFound {
  override readonly code = 'report_mail_not_found';

  constructor() {
    super('You get no such report by mail.');
  }
}

/** The same report is mailed to the person as often already. */
export class ReportMailTaken extends Conflict {
  override readonly code = 'report_mail_taken';

  constructor() {
    super('You get this report by mail as often already. Change or end that mail.');
  }
}

/** Nobody reads that many mails. */
export class TooManyReportMails extends Unprocessable {
  override readonly code = 'too_many_report_mails';

  constructor(most: number) {
    super(`You get ${most} reports by mail already. End one of them first.`);
  }
}
