import { Conflict, Invalid, NotFound, Unprocessable } from '../../kernel/errors';

/** There is no course with this id, or the caller may not know of it. */
export class CourseNotFound extends NotFound {
  override readonly code = 'course_not_found';

  constructor() {
    super('This course does not exist.');
  }
}

/** There is no module with this id, or the caller may not know of it. */
export class ModuleNotFound extends NotFound {
  override readonly code = 'module_not_found';

  constructor() {
    super('This module does not exist.');
  }
}

/** Another course of the university has this code already. */
export class CourseCodeTaken extends Conflict {
  override readonly code = 'course_code_taken';

  constructor() {
    super('This university has a course with this code already.');
  }
}

/** A module would stand too many levels below the top of its course. */
export class ModuleTooDeep extends Unprocessable {
  override readonly code = 'module_too_deep';

  constructor(deepest: number) {
    super(`Modules nest at most ${deepest} levels deep.`);
  }
}

/** Fields of the body that name something which does not exist, or not there. */
export class UnknownReference extends Invalid {
  constructor(problems: Readonly<Record<string, string>>) {
    super(
      Object.entries(problems).map(([field, message]) => ({
        path: ['body', field],
        message,
        rule: 'unknown_reference',
      })),
    );
  }
}
