import { Conflict } from '../../kernel/errors';

/** Nobody disables or demotes themselves: a colleague does. */
export class OwnAccount extends Conflict {
  override readonly code = 'own_account';

  constructor() {
    super('This is your own account. Ask another platform admin.');
  }
}
