import { Invalid, NotFound, RateLimited } from '../../kernel/errors';

/** No such model is offered here. */
export class ModelNotOffered extends NotFound {
  override readonly code = 'model_not_found';

  constructor(name: string, offered: readonly string[]) {
    super(`The model "${name.slice(0, 100)}" is not offered here. Use ${offered.join(' or ')}.`);
  }
}

/** The messages are too many or too long together. */
export class ConversationTooLong extends Invalid {
  constructor(message: string) {
    super([{ path: ['body', 'messages'], message, rule: 'too_long' }], message);
  }
}

/** Today's tokens are spent. */
export class AiBudgetUsedUp extends RateLimited {
  override readonly code = 'ai_budget_used_up';

  constructor(limitTokens: number, resetsAt: Date) {
    super(
      `Today's budget of ${limitTokens} tokens is used up. It resets at ${resetsAt.toISOString()}.`,
      Math.max(1, Math.ceil((resetsAt.getTime() - Date.now()) / 1000)),
    );
  }
}

/** Calls under way hold what is left of today's tokens; some of it may come back when they end. */
export class AiBudgetHeld extends RateLimited {
  override readonly code = 'ai_budget_held';

  constructor() {
    super(
      "Calls that are under way hold the rest of today's budget. Try again when they have ended.",
      HOLD_RETRY_SECONDS,
    );
  }
}

/** More calls at the same time than a person may have. */
export class TooManyCompletions extends RateLimited {
  override readonly code = 'ai_too_many_at_once';

  constructor(most: number) {
    super(
      `You have ${most} completions under way, the most at a time. Try again when one has ended.`,
      HOLD_RETRY_SECONDS,
    );
  }
}

const HOLD_RETRY_SECONDS = 2;
