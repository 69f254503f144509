import { Conflict, Forbidden, Invalid, NotFound } from '../../kernel/errors';

/** The route is for coaches. */
export class NotACoach extends Forbidden {
  override readonly code = 'not_a_coach';

  constructor() {
    super('This is for coaches only.');
  }
}

/** The route is for students. */
export class NotAStudent extends Forbidden {
  override readonly code = 'not_a_student';

  constructor() {
    super('This is for students only.');
  }
}

/** Nobody with this id is a coach, or not one that the caller may know of. */
export class CoachNotFound extends NotFound {
  override readonly code = 'coach_not_found';

  constructor() {
    super('This coach does not exist.');
  }
}

/** There is no such link between a coach and a student now. */
export class AssignmentNotFound extends NotFound {
  override readonly code = 'assignment_not_found';

  constructor() {
    super('There is no such link between a coach and a student.');
  }
}

/** There is no open invitation with this id for the caller. */
export class InvitationNotFound extends NotFound {
  override readonly code = 'invitation_not_found';

  constructor() {
    super('There is no open invitation with this id.');
  }
}

/** The session does not exist, or is not the caller's to read. */
export class SessionNotFound extends NotFound {
  override readonly code = 'coaching_session_not_found';

  constructor() {
    super('This session does not exist.');
  }
}

/** The coach looks after this student already. */
export class AlreadyCoached extends Conflict {
  override readonly code = 'already_coached';

  constructor() {
    super('You coach this student already.');
  }
}

/** Too many of the coach's invitations wait for an answer. */
export class TooManyInvitations extends Conflict {
  override readonly code = 'too_many_invitations';

  constructor(limit: number) {
    super(`${limit} of your invitations wait for an answer; more have to wait with you.`);
  }
}

/** Somebody changed the session since the caller read it. */
export class SessionChangedMeanwhile extends Conflict {
  override readonly code = 'session_changed_meanwhile';

  constructor() {
    super('This session was changed meanwhile. Read it again, then repeat your change.');
  }
}

/** Nobody coaches themselves. */
export class OwnCoach extends Invalid {
  override readonly code = 'own_coach';

  constructor(field: string) {
    const message = 'nobody coaches themselves';
    super([{ path: ['body', field], message, rule: 'own_coach' }], 'Nobody coaches themselves.');
  }
}
