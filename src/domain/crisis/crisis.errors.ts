import { Conflict, Forbidden, NotFound } from '../../kernel/errors';

/** There is no such case, or it is about a student whom the caller does not look after. */
export class CrisisCaseNotFound extends NotFound {
  override readonly code = 'crisis_case_not_found';

  constructor() {
    super('This case does not exist.');
  }
}

/** Cases are for those who look after students. */
export class CrisisCasesNotForYou extends Forbidden {
  override readonly code = 'crisis_cases_not_for_you';

  constructor() {
    super('This is for coaches and platform admins only.');
  }
}

/** The case is in a state from which this step does not lead on. */
export class CrisisCaseStepRefused extends Conflict {
  override readonly code = 'crisis_case_step_refused';

  constructor(status: string) {
    super(`The case is ${status} already. Read it again before you decide.`);
  }
}
