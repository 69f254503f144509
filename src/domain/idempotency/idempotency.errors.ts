import { Conflict, Unprocessable } from '../../kernel/errors';

/** The key stands for another request: another body or another route. */
export class IdempotencyKeyReused extends Unprocessable {
  override readonly code = 'idempotency_key_reused';

  constructor() {
    super('This Idempotency-Key was used for another request. Give each request a key of its own.');
  }
}

/** The request with this key is being carried out at this moment. */
export class IdempotencyKeyInUse extends Conflict {
  override readonly code = 'idempotency_key_in_use';
  override readonly retryAfterSeconds = 1;

  constructor() {
    super('The request with this Idempotency-Key is still being carried out. Ask again soon.');
  }
}

/** The request was carried out, and what it was answered cannot be told again. */
export class IdempotencyReplyNotKept extends Conflict {
  override readonly code = 'idempotency_reply_not_kept';

  constructor() {
    super('The request with this Idempotency-Key was carried out, but its reply was not kept.');
  }
}
