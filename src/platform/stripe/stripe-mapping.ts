import type StripeClient from 'stripe';
import type {
  StripeCheckout,
  StripeInvoice,
  StripePaymentIntent,
  StripePrice,
  StripeSubscription,
} from './stripe-objects';

/** Stripe's moments are seconds since 1970. */
const moment = (seconds: number): Date => new Date(seconds * 1000);
const momentOrNull = (seconds: number | null): Date | null =>
  seconds === null ? null : moment(seconds);

/** The id of something that came as an id or as the object itself. */
export function idOf(
  reference: string | { readonly id: string } | null | undefined,
): string | null {
  return typeof reference === 'object' ? (reference?.id ?? null) : (reference ?? null);
}

/** A price in our words. */
export function toPrice(price: StripeClient.Price): StripePrice {
  return {
    id: price.id,
    amountCents: price.unit_amount,
    currency: price.currency,
    interval: (price.recurring?.interval ?? 'one_time') as StripePrice['interval'],
    intervalCount: price.recurring?.interval_count ?? 1,
    isActive: price.active,
    livemode: price.livemode,
  };
}

/** A subscription in our words; its period is that of its items, from the first to the last day. */
export function toSubscription(subscription: StripeClient.Subscription): StripeSubscription {
  const items = subscription.items.data;
  const end = Math.max(...items.map((item) => item.current_period_end), subscription.start_date);
  const starts = items.map((item) => item.current_period_start);
  return {
    id: subscription.id,
    customerId: idOf(subscription.customer) ?? '',
    status: subscription.status,
    priceIds: items.map((item) => item.price.id),
    startedAt: moment(subscription.start_date),
    currentPeriodStart: moment(starts.length === 0 ? subscription.start_date : Math.min(...starts)),
    currentPeriodEnd: moment(end),
    cancelAtPeriodEnd: subscription.cancel_at_period_end || subscription.cancel_at === end,
    cancelAt: momentOrNull(subscription.cancel_at),
    endedAt: momentOrNull(subscription.ended_at),
    livemode: subscription.livemode,
  };
}

/** An invoice in our words. */
export function toInvoice(invoice: StripeClient.Invoice): StripeInvoice {
  return {
    id: invoice.id,
    customerId: idOf(invoice.customer),
    isPaid: invoice.status === 'paid',
    amountPaidCents: invoice.amount_paid,
    currency: invoice.currency,
    paidAt: moment(invoice.status_transitions.paid_at ?? invoice.created),
    livemode: invoice.livemode,
  };
}

/** A collection of money in our words; its last charge is expanded. */
export function toPaymentIntent(intent: StripeClient.PaymentIntent): StripePaymentIntent {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  return {
    id: intent.id,
    customerId: idOf(intent.customer),
    isPaid: intent.status === 'succeeded',
    amountReceivedCents: intent.amount_received,
    refundedCents: charge?.amount_refunded ?? 0,
    currency: intent.currency,
    paidAt: moment(charge?.created ?? intent.created),
    livemode: intent.livemode,
  };
}

/** A checkout page in our words. */
export function toCheckout(session: StripeClient.Checkout.Session): StripeCheckout {
  return {
    id: session.id,
    url: session.url,
    status: (session.status ?? 'open') as StripeCheckout['status'],
    subscriptionId: idOf(session.subscription),
    invoiceId: idOf(session.invoice),
    paymentIntentId: idOf(session.payment_intent),
  };
}
