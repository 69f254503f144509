import {
  checkoutFixture,
  customerFixture,
  eventFixture,
  priceFixture,
  type StripeObject,
  subscriptionFixture,
} from './stripe-fixtures';
import {
  chargeFixture,
  invoiceFixture,
  invoicePaymentFixture,
  paymentIntentFixture,
  refundFixture,
} from './stripe-money-fixtures';

const MONTH = 30 * 86_400;

/** Everything that lies at Stripe, and what happens there without Trellis: people pay, cards fail. */
export class StripeAccount {
  readonly objects = new Map<string, StripeObject>();
  private counter = 0;

  /** The objects of a kind, the newest first. */
  all(object: string): StripeObject[] {
    return [...this.objects.values()].filter((one) => one.object === object).toReversed();
  }

  get(id: string): StripeObject {
    const found = this.objects.get(id);
    if (found === undefined) throw new Error(`Stripe has no ${id}.`);
    return found;
  }

  keep(object: StripeObject): StripeObject {
    this.objects.set(object.id, object);
    return object;
  }

  change(id: string, changes: Record<string, unknown>): StripeObject {
    return this.keep({ ...this.get(id), ...changes });
  }

  nextId(prefix: string): string {
    this.counter += 1;
    return `${prefix}_${String(this.counter).padStart(8, '0')}`;
  }

  addPrice(id: string, given: Record<string, unknown> = {}): StripeObject {
    return this.keep(priceFixture(id, given));
  }

  addCustomer(given: Record<string, unknown> = {}): StripeObject {
    return this.keep(customerFixture(this.nextId('cus'), given));
  }

  openCheckout(given: Record<string, unknown>): StripeObject {
    return this.keep(checkoutFixture(this.nextId('cs_test'), given));
  }

  /** Somebody pays on a page. @returns the page */
  complete(sessionId: string, priceId: string): StripeObject {
    const session = this.get(sessionId);
    const customer = session['customer'] as string;
    const outcome =
      session['mode'] === 'subscription'
        ? { subscription: this.subscribe(customer, priceId).id }
        : { payment_intent: this.collect(customer, this.get(priceId)['unit_amount'] as number).id };
    return this.change(sessionId, {
      ...outcome,
      status: 'complete',
      payment_status: 'paid',
      url: null,
    });
  }

  /** A subscription begins, and its first invoice is paid. @returns the subscription */
  subscribe(customer: string, priceId: string): StripeObject {
    const start = Math.floor(Date.now() / 1_000);
    const id = this.nextId('sub');
    const period = { start, end: start + MONTH };
    this.keep(subscriptionFixture(id, this.get(priceId), period, { customer }));
    return this.invoice(id);
  }

  /** The next month begins and is paid. @returns the subscription */
  renew(id: string): StripeObject {
    this.shiftPeriod(id);
    return this.invoice(id);
  }

  /** The next month begins and is not paid. @returns the subscription */
  fail(id: string): StripeObject {
    this.shiftPeriod(id);
    return this.change(id, { status: 'past_due' });
  }

  end(id: string): StripeObject {
    const now = Math.floor(Date.now() / 1_000);
    return this.change(id, { status: 'canceled', canceled_at: now, ended_at: now });
  }

  /** Money goes back. @returns the refund */
  refund(intentId: string, amount: number): StripeObject {
    const charge = this.get(this.get(intentId)['latest_charge'] as string);
    const refunded = (charge['amount_refunded'] as number) + amount;
    this.change(charge.id, { amount_refunded: refunded, refunded: refunded >= charge['amount'] });
    const given = { charge: charge.id, payment_intent: intentId };
    return this.keep(refundFixture(this.nextId('re'), amount, given));
  }

  /** The money that paid the last invoice of a subscription. */
  intentOf(subscriptionId: string): string {
    const invoice = this.get(subscriptionId)['latest_invoice'] as string;
    const payment = this.all('invoice_payment').find((one) => one['invoice'] === invoice);
    return payment?.['payment'].payment_intent as string;
  }

  /** Removes a customer and ends what they pay for. */
  deleteCustomer(id: string): void {
    for (const subscription of this.all('subscription')) {
      const isTheirs = subscription['customer'] === id;
      if (isTheirs && subscription['status'] !== 'canceled') this.end(subscription.id);
    }
    this.keep({ id, object: 'customer', deleted: true });
  }

  /** News about an object as it is now; the same id for the same number. */
  event(type: string, object: StripeObject, given: Record<string, unknown> = {}): StripeObject {
    return eventFixture(this.nextId('evt'), type, structuredClone(object), given);
  }

  /** Money comes in. @returns its payment intent */
  collect(customer: string, amount: number): StripeObject {
    const id = this.nextId('pi');
    const charge = chargeFixture(this.nextId('ch'), amount, { customer, payment_intent: id });
    this.keep(charge);
    return this.keep(paymentIntentFixture(id, amount, { customer, latest_charge: charge.id }));
  }

  private invoice(subscriptionId: string): StripeObject {
    const subscription = this.get(subscriptionId);
    const customer = subscription['customer'] as string;
    const amount = subscription['items'].data[0].price.unit_amount as number;
    const intent = this.collect(customer, amount);
    const invoice = this.keep(
      invoiceFixture(this.nextId('in'), amount, {
        customer,
        parent: {
          type: 'subscription_details',
          quote_details: null,
          subscription_details: { metadata: {}, subscription: subscriptionId },
        },
      }),
    );
    this.keep(invoicePaymentFixture(this.nextId('inpay'), invoice.id, intent.id, amount));
    return this.change(subscriptionId, { latest_invoice: invoice.id, status: 'active' });
  }

  private shiftPeriod(id: string): void {
    const { items } = this.get(id);
    const [item] = items.data;
    const start = item.current_period_end as number;
    const moved = { ...item, current_period_start: start, current_period_end: start + MONTH };
    this.change(id, { items: { ...items, data: [moved] } });
  }
}
