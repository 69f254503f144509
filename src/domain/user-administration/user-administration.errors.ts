import { Conflict } from '../../kernel/errors';

/** Nobody disables or demotes themselves: a colleague does. */
export class OwnAccount extends Conflict {
  override readonly code = 'own_account';

  constructor() {
    super('This is your own account. Ask another platform admin.');
  }
}

/** A child's account opens when a guardian agrees, and by nobody else. */
export class GuardianConsentMissing extends Conflict {
  override readonly code = 'guardian_consent_missing';

  constructor() {
    super(
      'A guardian has not agreed to this account: it is closed until they do, or until it is erased.',
    );
  }
}
