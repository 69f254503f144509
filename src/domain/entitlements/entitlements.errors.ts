import { Conflict, Invalid, NotFound } from '../../kernel/errors';

/** There is no such entitlement of this person. */
export class EntitlementNotFound extends NotFound {
  override readonly code = 'entitlement_not_found';

  constructor() {
    super('This person has no such entitlement.');
  }
}

/** It was paid for; taking it away would last until the next look at the payment provider. */
export class EntitlementPaidFor extends Conflict {
  override readonly code = 'entitlement_paid_for';

  constructor() {
    super('This was paid for. Cancel the subscription or refund the payment instead.');
  }
}

/** The value is none of its kind. */
export class NoSuchValue extends Invalid {
  override readonly code = 'no_such_value';

  constructor(message: string) {
    super([{ path: ['body', 'value'], message, rule: 'no_such_value' }]);
  }
}
