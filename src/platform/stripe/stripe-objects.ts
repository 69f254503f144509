/** What Trellis knows of Stripe's objects; everything else in them stays outside. */

/** A price as Stripe has it. */
export interface StripePrice {
  readonly id: string;
  /** Null for prices without one amount, such as tiers. */
  readonly amountCents: number | null;
  /** ISO 4217 in lower case. */
  readonly currency: string;
  readonly interval: 'day' | 'week' | 'month' | 'year' | 'one_time';
  readonly intervalCount: number;
  readonly isActive: boolean;
  readonly livemode: boolean;
}

/** A subscription as Stripe has it. */
export interface StripeSubscription {
  readonly id: string;
  readonly customerId: string;
  /** Stripe's word: active, trialing, past_due, unpaid, canceled, incomplete, paused… */
  readonly status: string;
  readonly priceIds: readonly string[];
  readonly startedAt: Date;
  readonly currentPeriodStart: Date;
  readonly currentPeriodEnd: Date;
  readonly cancelAtPeriodEnd: boolean;
  readonly cancelAt: Date | null;
  readonly endedAt: Date | null;
  readonly livemode: boolean;
}

/** An invoice as Stripe has it. */
export interface StripeInvoice {
  readonly id: string;
  readonly customerId: string | null;
  readonly isPaid: boolean;
  readonly amountPaidCents: number;
  readonly currency: string;
  readonly paidAt: Date;
  readonly livemode: boolean;
}

/** One collection of money as Stripe has it. */
export interface StripePaymentIntent {
  readonly id: string;
  readonly customerId: string | null;
  readonly isPaid: boolean;
  readonly amountReceivedCents: number;
  readonly refundedCents: number;
  readonly currency: string;
  readonly paidAt: Date;
  readonly livemode: boolean;
}

/** A checkout page as Stripe has it. */
export interface StripeCheckout {
  readonly id: string;
  readonly url: string | null;
  readonly status: 'open' | 'complete' | 'expired';
  readonly subscriptionId: string | null;
  readonly invoiceId: string | null;
  readonly paymentIntentId: string | null;
}

/** A refund as Stripe has it. */
export interface StripeRefund {
  readonly id: string;
  readonly paymentIntentId: string | null;
}

/** The head of an event; what it says of its object is not believed, the object is asked for. */
export interface StripeEvent {
  readonly id: string;
  readonly type: string;
  readonly objectId: string | null;
  readonly createdAt: Date;
  readonly livemode: boolean;
}

/** A page of a list at Stripe; `next` is where the following one begins, null at the end. */
export interface StripePage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}
