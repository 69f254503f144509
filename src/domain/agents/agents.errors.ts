import { NotFound, RateLimited, Unavailable } from '../../kernel/errors';

/** There is no run with this id, or the caller may not know of it. */
export class RunNotFound extends NotFound {
  override readonly code = 'run_not_found';

  constructor() {
    super('This run does not exist.');
  }
}

/** A person's programs have more runs under way than they may. */
export class TooManyRuns extends RateLimited {
  override readonly code = 'ai_too_many_at_once';

  constructor(most: number) {
    super(`You have ${most} runs under way, the most at a time. Try again when one has ended.`, 2);
  }
}

/** A run ended badly; asking again starts another. */
export class RunFailed extends Unavailable {
  override readonly code = 'run_failed';

  constructor() {
    super('The agent could not finish. Please ask again.');
  }
}
