import { Unavailable } from '../../kernel/errors';

/** The secret was sealed under a key that this process was not given. */
export class SecretKeyUnknown extends Unavailable {
  override readonly code = 'secret_key_unknown';

  constructor(keyId: string) {
    super(
      `A stored secret was sealed under the key ${keyId}, which this installation does not have ` +
        'any more. Add it to TRELLIS_ENCRYPTION_PREVIOUS_KEYS, or store the secret again.',
    );
  }
}

/** The bytes are not those that were sealed, or they were sealed for another place. */
export class SecretDamaged extends Unavailable {
  override readonly code = 'secret_damaged';

  constructor() {
    super('A stored secret was changed or moved since it was sealed. Store it again.');
  }
}
