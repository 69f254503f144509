import { NotFound, Unavailable } from '../../kernel/errors';

/** There is no run with this id, or the caller may not know of it. */
export class RunNotFound extends NotFound {
  override readonly code = 'run_not_found';

  constructor() {
    super('This run does not exist.');
  }
}

/** A run ended badly; asking again starts another. */
export class RunFailed extends Unavailable {
  override readonly code = 'run_failed';

  constructor() {
    super('The agent could not finish. Please ask again.');
  }
}
