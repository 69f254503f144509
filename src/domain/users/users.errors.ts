import { Conflict, Forbidden, Invalid, Unauthenticated } from '../../kernel/errors';

/** Somebody has that address already. */
export class EmailTaken extends Conflict {
  override readonly code = 'email_taken';

  constructor() {
    super('An account with this email address exists already. Sign in instead.');
  }
}

/** The caller's own account was removed while their token was still believed. */
export class AccountGone extends Unauthenticated {
  override readonly code = 'account_gone';

  constructor() {
    super('This account does not exist any more.');
  }
}

/** Children under 13 cannot open an account by themselves. */
export class TooYoung extends Forbidden {
  override readonly code = 'too_young';

  constructor() {
    super('You need to be at least 13 years old to open an account by yourself.');
  }
}

/** Subjects that do not exist, each named by its place in the list. */
export class UnknownSubjects extends Invalid {
  constructor(positions: readonly number[]) {
    super(
      positions.map((position) => ({
        path: ['body', 'subject_preferences', position],
        message: 'there is no subject with this id',
        rule: 'unknown_subject',
      })),
    );
  }
}
