import { Forbidden, NotFound } from '../../kernel/errors';

/** Only students of a course rate it and read each other's reviews. */
export class NotEnrolled extends Forbidden {
  override readonly code = 'not_enrolled';

  constructor() {
    super('Enroll in an offering of this course first.');
  }
}

/** Those who look after a course don't rate it. */
export class LooksAfterTheCourse extends Forbidden {
  override readonly code = 'looks_after_the_course';

  constructor() {
    super('Those who look after a course cannot rate it.');
  }
}

/** The caller has not rated this course. */
export class RatingNotFound extends NotFound {
  override readonly code = 'rating_not_found';

  constructor() {
    super('You have not rated this course.');
  }
}
