import { Conflict, Forbidden, Invalid, NotFound } from '../../kernel/errors';

/** There is no such export, or it is somebody else's. */
export class ExportNotFound extends NotFound {
  override readonly code = 'export_not_found';

  constructor() {
    super('This export does not exist, or its files were removed.');
  }
}

/** One export of a person runs at a time. */
export class ExportUnderWay extends Conflict {
  override readonly code = 'export_under_way';

  constructor() {
    super('An export of this data is being made already. Wait for its mail.');
  }
}

/** The signed link is wrong, or its minutes have passed. */
export class DownloadLinkRefused extends Forbidden {
  override readonly code = 'download_link_refused';

  constructor() {
    super('This link is not valid any more. Ask for the export again to get a new one.');
  }
}

/** The person is erased already, or will be. */
export class ErasureUnderWay extends Conflict {
  override readonly code = 'erasure_under_way';

  constructor() {
    super('The erasure of this account was asked for already.');
  }
}

/** Administrators erase others here; themselves they erase like everybody, with their password. */
export class OwnErasureUnconfirmed extends Conflict {
  override readonly code = 'own_account';

  constructor() {
    super('This is your own account. Ask for its erasure at POST /api/privacy/erasure.');
  }
}

/** There is nothing to cancel, or it cannot be cancelled any more. */
export class NoErasureToCancel extends NotFound {
  override readonly code = 'no_erasure_to_cancel';

  constructor() {
    super('There is no erasure that you can cancel.');
  }
}

/** The password that confirms an erasure is wrong. */
export class WrongConfirmation extends Invalid {
  constructor() {
    super([
      { path: ['body', 'password'], message: 'this is not your password', rule: 'wrong_password' },
    ]);
  }
}
