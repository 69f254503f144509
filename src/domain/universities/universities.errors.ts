import { Conflict, Forbidden, NotFound } from '../../kernel/errors';

/** There is no university with this id. */
export class UniversityNotFound extends NotFound {
  override readonly code = 'university_not_found';

  constructor() {
    super('This university does not exist.');
  }
}

/** Another university has this name already. */
export class UniversityNameTaken extends Conflict {
  override readonly code = 'university_name_taken';

  constructor() {
    super('A university with this name exists already.');
  }
}

/** Another department of the university has this code already. */
export class DepartmentCodeTaken extends Conflict {
  override readonly code = 'department_code_taken';

  constructor() {
    super('This university has a department with this code already.');
  }
}

/** What belongs to the whole installation is for platform admins alone. */
export class NotAPlatformAdmin extends Forbidden {
  override readonly code = 'not_a_platform_admin';

  constructor() {
    super('Only platform admins may do this.');
  }
}

/** The caller does not write the courses of this university. */
export class NotAnAuthor extends Forbidden {
  override readonly code = 'not_an_author';

  constructor() {
    super('Only instructors of this university and platform admins may change its courses.');
  }
}

/** There is no such department, or not at this university. */
export class DepartmentNotFound extends NotFound {
  override readonly code = 'department_not_found';

  constructor() {
    super('This university has no such department.');
  }
}

/** A university with courses cannot go. */
export class UniversityInUse extends Conflict {
  override readonly code = 'university_in_use';

  constructor(courses: number) {
    super(
      `This university still has ${courses === 1 ? '1 course' : `${courses} courses`}. Move or remove them first.`,
    );
  }
}

/** A department with courses cannot go. */
export class DepartmentInUse extends Conflict {
  override readonly code = 'department_in_use';

  constructor(courses: number) {
    super(
      `${courses === 1 ? '1 course stands' : `${courses} courses stand`} in this department. Move or remove them first.`,
    );
  }
}
