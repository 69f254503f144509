import { Conflict, NotFound } from '../../kernel/errors';

/** There is no subject with this id. */
export class SubjectNotFound extends NotFound {
  override readonly code = 'subject_not_found';

  constructor() {
    super('This subject does not exist.');
  }
}

/** Another subject has this name already. */
export class SubjectNameTaken extends Conflict {
  override readonly code = 'subject_name_taken';

  constructor() {
    super('A subject with this name exists already.');
  }
}

/** A subject with courses cannot go. */
export class SubjectInUse extends Conflict {
  override readonly code = 'subject_in_use';

  constructor(courses: number) {
    super(
      `${courses === 1 ? '1 course has' : `${courses} courses have`} this subject. Give them another one first.`,
    );
  }
}
