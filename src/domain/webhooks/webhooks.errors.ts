import { Conflict, NotFound } from '../../kernel/errors';

/** The caller has no such endpoint. */
export class WebhookNotFound extends NotFound {
  override readonly code = 'webhook_not_found';

  constructor() {
    super('You have no webhook with this id.');
  }
}

/** The endpoint got no such delivery, or it is too old to be kept. */
export class DeliveryNotFound extends NotFound {
  override readonly code = 'webhook_delivery_not_found';

  constructor() {
    super('This webhook has no delivery with this id.');
  }
}

/** The person has as many endpoints as one may have. */
export class TooManyWebhooks extends Conflict {
  override readonly code = 'too_many_webhooks';

  constructor(most: number) {
    super(`You have ${most} webhooks already. Delete one that you no longer need.`);
  }
}

/** Nothing is sent to an endpoint that is disabled. */
export class WebhookDisabled extends Conflict {
  override readonly code = 'webhook_disabled';

  constructor() {
    super('This webhook is disabled. Enable it first.');
  }
}

/** The key that made the endpoint has ended, and the endpoint with it. */
export class WebhookKeyEnded extends Conflict {
  override readonly code = 'webhook_key_ended';

  constructor() {
    super('The API key that made this webhook has ended. Make a new webhook.');
  }
}

/** The delivery is still on its way. */
export class DeliveryPending extends Conflict {
  override readonly code = 'webhook_delivery_pending';

  constructor() {
    super('This delivery is still on its way.');
  }
}
