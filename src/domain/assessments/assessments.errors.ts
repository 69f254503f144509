import { Conflict, Forbidden, Invalid, NotFound } from '../../kernel/errors';

/** There is no attempt with this id, or the caller may not know of it. */
export class QuizAttemptNotFound extends NotFound {
  override readonly code = 'quiz_attempt_not_found';

  constructor() {
    super('This quiz attempt does not exist.');
  }
}

/** There is no submission with this id, or the caller may not know of it. */
export class LabSubmissionNotFound extends NotFound {
  override readonly code = 'lab_submission_not_found';

  constructor() {
    super('This lab submission does not exist.');
  }
}

/** The content item asks nothing that could be answered. */
export class NothingToAnswer extends Invalid {
  constructor() {
    super([
      {
        path: ['body', 'content_item_id'],
        message: 'this content item asks no questions',
        rule: 'no_questions',
      },
    ]);
  }
}

/** The content item is no lab. */
export class NotALab extends Invalid {
  constructor() {
    super([
      {
        path: ['body', 'content_item_id'],
        message: 'this content item is not a lab',
        rule: 'not_a_lab',
      },
    ]);
  }
}

/** The student has used all attempts that the quiz allows. */
export class NoAttemptsLeft extends Conflict {
  override readonly code = 'no_attempts_left';

  constructor(allowed: number) {
    super(`This quiz can be attempted ${allowed === 1 ? 'once' : `${allowed} times`} only.`);
  }
}

/** The attempt was handed in before, with other answers. */
export class AttemptClosed extends Conflict {
  override readonly code = 'attempt_closed';

  constructor() {
    super('This attempt was submitted already. Start another one.');
  }
}

/** The attempt's time is up; what was saved until then counts. */
export class TimeIsUp extends Conflict {
  override readonly code = 'time_is_up';

  constructor() {
    super('The time for this attempt is up. The answers saved until then were scored.');
  }
}

/** An attempt that is not handed in yet cannot be reviewed. */
export class AttemptInProgress extends Conflict {
  override readonly code = 'attempt_in_progress';

  constructor() {
    super('This attempt is still in progress. Review it once it is submitted.');
  }
}

/** Only essays are read and graded by a person. */
export class NotAnEssay extends Invalid {
  constructor() {
    super([
      {
        path: ['body', 'question_id'],
        message: 'the attempt has no essay with this id',
        rule: 'not_an_essay',
      },
    ]);
  }
}

/** Nobody reviews their own work. */
export class OwnWork extends Forbidden {
  override readonly code = 'own_work';

  constructor() {
    super('Your own work is reviewed by somebody else.');
  }
}
