import { Conflict, Forbidden, Invalid, NotFound, Unauthenticated } from '../../kernel/errors';

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

/** The account of a child is stored; it opens when the guardian agrees. */
export class ConsentRequired extends Forbidden {
  override readonly code = 'consent_required';

  constructor() {
    super('We asked your parent or guardian by mail. You can sign in as soon as they have agreed.');
  }
}

/** A child cannot be their own guardian. */
export class GuardianIsChild extends Invalid {
  constructor() {
    super([
      {
        path: ['body', 'guardian_email'],
        message: "give your parent's or guardian's address, not your own",
        rule: 'guardian_is_child',
      },
    ]);
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

/** There is nobody with this id, or the caller may not know of them. */
export class UserNotFound extends NotFound {
  override readonly code = 'user_not_found';

  constructor() {
    super('This user does not exist.');
  }
}

/** Roles are given and taken by platform admins alone. */
export class NotTheirs extends Forbidden {
  override readonly code = 'not_a_platform_admin';

  constructor() {
    super('Only platform admins give and take roles.');
  }
}

/** A platform admin is one everywhere. */
export class GlobalRoleOnly extends Invalid {
  constructor() {
    super([
      {
        path: ['body', 'university_id'],
        message: 'a platform admin is one everywhere: leave the university out',
        rule: 'global_role',
      },
    ]);
  }
}

/** A university that is not there. */
export class UnknownUniversity extends Invalid {
  constructor() {
    super([
      {
        path: ['body', 'university_id'],
        message: 'there is no university with this id',
        rule: 'unknown_reference',
      },
    ]);
  }
}

/** The person has no such grant. */
export class RoleNotGranted extends NotFound {
  override readonly code = 'role_not_granted';

  constructor() {
    super('This person has no such role.');
  }
}

/** Nobody would be left to run the platform. */
export class LastPlatformAdmin extends Conflict {
  override readonly code = 'last_platform_admin';

  constructor() {
    super('This is the only platform admin. Make somebody else one first.');
  }
}
