import { NotFound } from '../../kernel/errors';

/** There is no such student, or the caller has nothing to do with them. */
export class StudentNotFound extends NotFound {
  override readonly code = 'student_not_found';

  constructor() {
    super('This student does not exist.');
  }
}
