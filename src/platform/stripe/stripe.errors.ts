import { Malformed, Unavailable, Unprocessable } from '../../kernel/errors';

/** Nobody gave this installation its keys of Stripe. */
export class PaymentsNotConfigured extends Unavailable {
  override readonly code = 'payments_not_configured';

  constructor() {
    super('Payments are not set up on this installation (payments_not_configured).');
  }
}

/** Stripe is away, too slow, or left alone after it failed again and again. */
export class StripeUnavailable extends Unavailable {
  override readonly code = 'payment_provider_unavailable';
  override readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds = 15) {
    super('The payment provider does not answer (payment_provider_unavailable). Try again soon.');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Stripe does not take our key. */
export class StripeKeyRefused extends Unavailable {
  override readonly code = 'payment_provider_refuses_key';

  constructor() {
    super('The payment provider refuses this installation (payment_provider_refuses_key).');
  }
}

/** Stripe understood what was asked and does not do it. */
export class StripeRefused extends Unprocessable {
  override readonly code = 'payment_provider_refused';

  constructor() {
    super('The payment provider did not accept this. Ask the support of this site.');
  }
}

/** What arrived does not carry a signature of Stripe's for these very bytes, made just now. */
export class SignatureRefused extends Malformed {
  override readonly code = 'signature_refused';

  constructor() {
    super('The signature does not fit the body, or is not of these minutes.');
  }
}
