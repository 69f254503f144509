import { Conflict, NotFound, Unavailable } from '../../kernel/errors';

/** The session does not exist or belongs to somebody else. */
export class SessionNotFound extends NotFound {
  override readonly code = 'session_not_found';

  constructor() {
    super('This chat session does not exist.');
  }
}

/** Nothing is shared under that token, or not any more. */
export class ShareNotFound extends NotFound {
  override readonly code = 'share_not_found';

  constructor() {
    super('Nothing is shared under this link.');
  }
}

/** The session has no turn to resume or cancel. */
export class NoTurn extends NotFound {
  override readonly code = 'no_turn';

  constructor() {
    super('This chat session has no turn yet. Send a message first.');
  }
}

/** The tutor is still answering the last message of this session. */
export class TurnInProgress extends Conflict {
  override readonly code = 'turn_in_progress';

  constructor() {
    super('The tutor is still answering. Wait for the end of its reply, or cancel it.');
  }
}

/** The turn is over; there is nothing to cancel. */
export class NothingToCancel extends Conflict {
  override readonly code = 'nothing_to_cancel';

  constructor() {
    super('The tutor is not answering at the moment.');
  }
}

/** The managed prompt of the tutor is missing or cannot be resolved. */
export class TutorPromptUnavailable extends Unavailable {
  override readonly code = 'tutor_prompt_unavailable';

  constructor(options?: ErrorOptions) {
    super(
      'The tutor has no usable prompt at the moment. An instructor needs to publish one.',
      options,
    );
  }
}

/** The model answered with nothing. */
export class EmptyReply extends Unavailable {
  override readonly code = 'empty_reply';

  constructor() {
    super('The tutor had no answer. Please try again.');
  }
}
