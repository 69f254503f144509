import { Conflict, Forbidden, NotFound } from '../../kernel/errors';

/** There is no thread with this id, or the caller does not belong to its course. */
export class ThreadNotFound extends NotFound {
  override readonly code = 'discussion_thread_not_found';

  constructor() {
    super('This discussion does not exist.');
  }
}

/** There is no post with this id, or the caller does not belong to its course. */
export class PostNotFound extends NotFound {
  override readonly code = 'discussion_post_not_found';

  constructor() {
    super('This post does not exist.');
  }
}

/** Only who wrote something changes its words. */
export class NotTheAuthor extends Forbidden {
  override readonly code = 'not_the_author';

  constructor() {
    super('Only its author may do this.');
  }
}

/** Only those who look after a course pin and lock its discussions. */
export class NotAModerator extends Forbidden {
  override readonly code = 'not_a_moderator';

  constructor() {
    super('This is for those who look after the course only.');
  }
}

/** Students write no more in this thread. */
export class ThreadLocked extends Conflict {
  override readonly code = 'discussion_locked';

  constructor() {
    super('This discussion is locked.');
  }
}

/** A thread that others wrote in is no longer its author's alone to remove. */
export class ThreadHasAnswers extends Conflict {
  override readonly code = 'discussion_has_answers';

  constructor() {
    super('Others have answered here. Ask whoever teaches the course to remove this discussion.');
  }
}
