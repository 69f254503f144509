import { Conflict, Forbidden, Invalid, NotFound } from '../../kernel/errors';

/** Somebody has that address already. */
export class EmailTaken extends Conflict {
  override readonly code = 'email_taken';

  constructor() {
    super('An account with this email address exists already. Sign in instead.');
  }
}

/** The user does not exist, or the caller may not know of them. */
export class UserNotFound extends NotFound {
  override readonly code = 'user_not_found';

  constructor() {
    super('This user does not exist.');
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
