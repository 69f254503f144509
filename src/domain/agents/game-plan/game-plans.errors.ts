import { NotFound } from '../../../kernel/errors';

/** The student has no plan of this version, or it has no such month. */
export class PlanNotFound extends NotFound {
  override readonly code = 'game_plan_not_found';

  constructor() {
    super('This game plan, or this month of it, does not exist.');
  }
}
