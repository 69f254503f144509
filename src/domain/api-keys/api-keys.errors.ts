import type { Permission } from '../../kernel/actor';
import {
  Conflict,
  Forbidden,
  Invalid,
  Malformed,
  NotFound,
  Unauthenticated,
} from '../../kernel/errors';

/** There is no key in the request. */
export class ApiKeyMissing extends Unauthenticated {
  override readonly code = 'api_key_missing';

  constructor() {
    super('Send your API key as "Authorization: Bearer trl_live_…".');
  }
}

/** There is something else where a key should be, or a key that nobody has. */
export class ApiKeyInvalid extends Unauthenticated {
  override readonly code = 'api_key_invalid';

  constructor(message = 'This is no API key of ours. Check that it was copied whole.') {
    super(message);
  }
}

/** The key was revoked by its owner, or because it leaked. */
export class ApiKeyRevoked extends Unauthenticated {
  override readonly code = 'api_key_revoked';

  constructor() {
    super('This API key was revoked. Make a new one.');
  }
}

/** The end that the key was given has come. */
export class ApiKeyExpired extends Unauthenticated {
  override readonly code = 'api_key_expired';

  constructor() {
    super('This API key has expired. Make a new one.');
  }
}

/** The secret was replaced by a newer one, and the time in which both work is over. */
export class ApiKeyRotated extends Unauthenticated {
  override readonly code = 'api_key_rotated';

  constructor() {
    super('This API key was rotated and its grace period is over. Use the newer one.');
  }
}

/** The key stands in the address, where proxies and browsers write it down. */
export class ApiKeyInQuery extends Malformed {
  override readonly code = 'api_key_in_query';

  constructor() {
    super(
      'Addresses end up in logs: send the API key in the Authorization header only. If there was ' +
        'a key in this one, revoke it and make another.',
    );
  }
}

/** The key is good, but not from here. */
export class ApiKeyAddressNotAllowed extends Forbidden {
  override readonly code = 'api_key_address_not_allowed';

  constructor() {
    super('This API key may not be used from this address. Its owner decides from where.');
  }
}

/** The key was not given what this route needs. */
export class InsufficientPermission extends Forbidden {
  override readonly code = 'insufficient_permission';

  constructor(permission: Permission) {
    super(`This needs an API key with the permission ${permission}.`);
  }
}

/** The caller has no such key. */
export class ApiKeyNotFound extends NotFound {
  override readonly code = 'api_key_not_found';

  constructor() {
    super('You have no API key with this id.');
  }
}

/** The person has as many keys that work as one may have. */
export class TooManyApiKeys extends Conflict {
  override readonly code = 'too_many_api_keys';

  constructor(most: number) {
    super(`You have ${most} API keys already. Revoke one that you no longer need.`);
  }
}

/** A key that was revoked or has expired is not changed any more. */
export class ApiKeyEnded extends Conflict {
  override readonly code = 'api_key_ended';

  constructor() {
    super('This API key was revoked or has expired. Make a new one.');
  }
}

/** The key is to end before it begins. */
export class ExpiryInThePast extends Invalid {
  constructor() {
    super([
      { path: ['body', 'expires_at'], message: 'value is not in the future', rule: 'past_moment' },
    ]);
  }
}
