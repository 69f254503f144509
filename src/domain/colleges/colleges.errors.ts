import { NotFound } from '../../kernel/errors';

/** There is no college with this UNITID. */
export class CollegeNotFound extends NotFound {
  override readonly code = 'college_not_found';

  constructor() {
    super('This college is not in the table.');
  }
}
