import { Conflict, Forbidden, NotFound, Unprocessable } from '../../kernel/errors';

/** Nothing with this price is sold here, or no longer. */
export class PriceNotFound extends NotFound {
  override readonly code = 'price_not_found';

  constructor() {
    super('Nothing is sold at this price. Choose one of GET /api/payment/plans.');
  }
}

/** There is no such plan. */
export class PlanNotFound extends NotFound {
  override readonly code = 'plan_not_found';

  constructor() {
    super('There is no such plan.');
  }
}

/** The subscription does not exist, or is somebody else's. */
export class SubscriptionNotFound extends NotFound {
  override readonly code = 'subscription_not_found';

  constructor() {
    super('You have no such subscription.');
  }
}

/** There is no such run. */
export class ReconciliationNotFound extends NotFound {
  override readonly code = 'reconciliation_not_found';

  constructor() {
    super('There is no such reconciliation.');
  }
}

/** A plan, or the same courses, are paid for already. */
export class AlreadySubscribed extends Conflict {
  override readonly code = 'already_subscribed';

  constructor() {
    super('You have a subscription already. Open the billing portal to change or renew it.');
  }
}

/** What the price brings was bought already. */
export class AlreadyBought extends Conflict {
  override readonly code = 'already_bought';

  constructor() {
    super('You have bought this already.');
  }
}

/** A subscription that is over is neither cancelled nor resumed. */
export class SubscriptionEnded extends Conflict {
  override readonly code = 'subscription_ended';

  constructor() {
    super('This subscription has ended. Choose a plan to begin a new one.');
  }
}

/** Who never paid has nothing to look after. */
export class NothingBought extends Conflict {
  override readonly code = 'nothing_bought';

  constructor() {
    super('There is nothing to manage yet. Choose a plan first.');
  }
}

/** The price is in the catalogue already. */
export class PriceKnown extends Conflict {
  override readonly code = 'price_known';

  constructor() {
    super('This price is in the catalogue already. Retire it, and add another one.');
  }
}

/** A price that cannot be sold. */
export class PriceUnfit extends Unprocessable {
  override readonly code = 'price_unfit';

  constructor(reason: string) {
    super(`This price cannot be sold: ${reason}.`);
  }
}

/** Only platform admins look after what is sold. */
export class NotForYou extends Forbidden {
  override readonly code = 'platform_admins_only';

  constructor() {
    super('Only platform admins do this.');
  }
}
