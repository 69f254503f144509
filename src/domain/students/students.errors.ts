import { Conflict, NotFound } from '../../kernel/errors';

/** There is no such student, or the caller has nothing to do with them. */
export class StudentNotFound extends NotFound {
  override readonly code = 'student_not_found';

  constructor() {
    super('This student does not exist.');
  }
}

/** The student's record has no such entry of this kind. */
export class EntryNotFound extends NotFound {
  override readonly code = 'record_entry_not_found';

  constructor() {
    super('The record has no such entry.');
  }
}

/** The record holds as much as a record may. */
export class RecordFull extends Conflict {
  override readonly code = 'record_full';

  constructor(limit: string) {
    super(`This record is full: ${limit}. Remove something first.`);
  }
}
