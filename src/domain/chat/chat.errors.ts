import { Conflict, NotFound, RateLimited, Unavailable, Unprocessable } from '../../kernel/errors';
import type { BudgetState } from './usage/usage';

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

/** The reply held what must not leave the server; the rest of it is not told and nothing is kept. */
export class ReplyWithheld extends Unprocessable {
  override readonly code = 'reply_withheld';

  constructor() {
    super('The tutor cannot give this reply. Please ask about the lesson in other words.');
  }
}

/** Today's tokens are spent. Replies that cost nothing are still given. */
export class BudgetUsedUp extends RateLimited {
  constructor({ scope, resetsAt }: BudgetState) {
    const whose = scope === 'user' ? 'Your' : "This course's";
    super(
      `${whose} daily budget for the tutor is used up. It resets at ${resetsAt.toISOString()}.`,
      Math.max(1, Math.ceil((resetsAt.getTime() - Date.now()) / 1000)),
    );
  }
}
