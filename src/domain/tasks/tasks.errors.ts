import { Conflict, Forbidden, Invalid, NotFound } from '../../kernel/errors';

/** There is no such task, or the caller may not know of it. */
export class TaskNotFound extends NotFound {
  override readonly code = 'task_not_found';

  constructor() {
    super('This task does not exist.');
  }
}

/** Somebody changed the task since the caller read it. */
class TaskChangedMeanwhile extends Conflict {
  override readonly code = 'task_changed_meanwhile';

  constructor() {
    super('This task was changed meanwhile. Read it again, then repeat your change.');
  }
}

/** @param version what the caller has read; null for whatever it is now. @throws TaskChangedMeanwhile */
export function requireVersion(task: { readonly version: number }, version: number | null): void {
  if (version !== null && version !== task.version) throw new TaskChangedMeanwhile();
}

/** The task stands where this cannot be done. */
export class TaskNotInState extends Conflict {
  override readonly code = 'task_not_in_state';

  constructor(status: string, wanted: string) {
    super(`This task is ${status}; ${wanted}.`);
  }
}

/** Somebody gave this task who still looks after the student. */
export class TaskNotYoursToGiveUp extends Conflict {
  override readonly code = 'task_not_yours_to_give_up';

  constructor() {
    super(
      'This task is not of your making, so it is not yours to give up. Hand it in, or ask whoever gave it.',
    );
  }
}

/** What others wrote into a task is theirs. */
export class NotYourTaskToChange extends Forbidden {
  override readonly code = 'task_not_yours_to_change';

  constructor() {
    super('You did not make this task: of its fields you change the priority only.');
  }
}

/** The route is for coaches. */
export class NotAReviewer extends Forbidden {
  override readonly code = 'not_a_coach';

  constructor() {
    super('This is for coaches only.');
  }
}

/** Nobody reviews or rewards themselves. */
export class OwnTask extends Forbidden {
  override readonly code = 'own_task';

  constructor() {
    super('Your own tasks are given and reviewed by somebody else.');
  }
}

/** The server scores nothing that the task could rest on, or not for this student. */
export class NothingScored extends Invalid {
  constructor(field: string) {
    super([
      {
        path: ['body', field],
        message: 'the student takes no course in which this has a quiz or a lab',
        rule: 'nothing_scored',
      },
    ]);
  }
}

/** The student has passed already what the task would ask for. */
export class DoneBefore extends Conflict {
  override readonly code = 'task_done_before';

  constructor() {
    super('This was passed already: there is nothing left to do for such a task.');
  }
}

/** A student keeps so many tasks of their own at a time, and makes so many in a day. */
export class TooManyTasks extends Conflict {
  override readonly code = 'too_many_tasks';

  constructor(most: number) {
    super(
      `You have ${most} tasks of your own that are unfinished or were made within 24 hours. Finish some first, or wait.`,
    );
  }
}

/** A document that the student doesn't have. */
export class UnknownEvidence extends Invalid {
  constructor(index: number) {
    super([
      {
        path: ['body', 'document_ids', index],
        message: 'you have no document with this id',
        rule: 'unknown_reference',
      },
    ]);
  }
}

/** A person gives away so many points a day. */
export class RewardLimitReached extends Conflict {
  override readonly code = 'reward_limit_reached';

  constructor(left: number) {
    super(
      `You can give ${left} points more for now: what you promised in the last 24 hours counts.`,
    );
  }
}
