import { Conflict, NotFound, Unprocessable } from '../../../kernel/errors';

/** The stake does not exist, or is somebody else's. */
export class StakeNotFound extends NotFound {
  override readonly code = 'stake_not_found';

  constructor() {
    super('You have no such stake.');
  }
}

/** The points of this stake are back already. */
export class StakeEnded extends Conflict {
  override readonly code = 'stake_ended';

  constructor() {
    super('This stake has ended. Its points are yours again already.');
  }
}

/** The yield of this stake is not due yet. */
export class StakeLocked extends Conflict {
  override readonly code = 'stake_locked';

  constructor() {
    super('Nothing of this stake is due yet. You can take your points back at any time.');
  }
}

/** All yield up to yesterday was paid. */
export class NothingToClaim extends Conflict {
  override readonly code = 'nothing_to_claim';

  constructor() {
    super('There is no yield to claim. Every full UTC day counts.');
  }
}

/** One task carries one commitment, and so do all tasks about one quiz, lab or module. */
export class AlreadyCommitted extends Conflict {
  override readonly code = 'already_committed';

  constructor() {
    super('You have committed points to this task already, or to another one about the same work.');
  }
}

/** Bonuses are no source of points without end, whoever gives the tasks and accepts them. */
export class BonusLimitReached extends Conflict {
  override readonly code = 'bonus_limit_reached';

  constructor(points: number, hours: number) {
    super(
      `The commitments of ${hours} hours can bring ${points} points of bonus, and yours would bring more. Commit fewer points, or later.`,
    );
  }
}

/** The task is no ground for a commitment. */
export class TaskUnfit extends Unprocessable {
  override readonly code = 'task_unfit';

  constructor(reason: string) {
    super(`Points cannot be committed to this task: ${reason}.`);
  }
}
