import { Forbidden, NotFound } from '../../kernel/errors';

/** Nothing of that id failed for good, or somebody has dealt with it already. */
export class DeadLetterNotFound extends NotFound {
  override readonly code = 'dead_letter_not_found';

  constructor() {
    super('No failed job has this id.');
  }
}

/** Failed jobs are for those who run the installation. */
export class DeadLettersForAdmins extends Forbidden {
  override readonly code = 'dead_letters_for_admins';

  constructor() {
    super('This is for platform admins only.');
  }
}
