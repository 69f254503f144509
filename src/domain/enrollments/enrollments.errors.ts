import { Conflict, Forbidden, NotFound } from '../../kernel/errors';
import type { EnrollmentStatus } from './enrollment-status';

/** There is no enrolment with this id, or the caller may not know of it. */
export class EnrollmentNotFound extends NotFound {
  override readonly code = 'enrollment_not_found';

  constructor() {
    super('This enrollment does not exist.');
  }
}

/** The student is in this offering already. */
export class AlreadyEnrolled extends Conflict {
  override readonly code = 'already_enrolled';

  constructor() {
    super('Already enrolled in this offering.');
  }
}

/** Now is not the time to enrol. */
export class EnrollmentClosed extends Conflict {
  override readonly code = 'enrollment_closed';

  constructor(opens: Date | null, closed: Date | null, now: Date) {
    super(
      opens !== null && now < opens
        ? `Enrollment opens on ${opens.toISOString()}.`
        : `Enrollment closed${closed === null ? '' : ` on ${closed.toISOString()}`}. Choose a later term.`,
    );
  }
}

/** Every place is taken. */
export class OfferingFull extends Conflict {
  override readonly code = 'offering_full';

  constructor() {
    super('This offering is full. Choose another term.');
  }
}

/** An enrolment cannot go there from where it stands. */
export class TransitionNotAllowed extends Conflict {
  override readonly code = 'transition_not_allowed';

  constructor(from: EnrollmentStatus, to: EnrollmentStatus, allowed: readonly EnrollmentStatus[]) {
    super(
      `An enrollment that is ${from} cannot become ${to}. ` +
        (allowed.length === 0
          ? 'Ask whoever teaches the course.'
          : `It can become ${allowed.join(' or ')}.`),
    );
  }
}

/** Only those who look after an offering's students put others into it or list them. */
export class NotATeacherHere extends Forbidden {
  override readonly code = 'not_a_teacher_here';

  constructor() {
    super('This is for those who teach this offering only.');
  }
}

/** The course is sold, and the caller has not paid for it. */
export class CourseNotPaid extends Forbidden {
  override readonly code = 'course_not_paid';

  constructor() {
    super('This course has to be paid first (course_not_paid). See GET /api/payment/plans.');
  }
}
