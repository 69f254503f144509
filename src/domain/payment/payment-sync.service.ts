import { Injectable } from '@nestjs/common';
import { StripeRecords } from '../../platform/stripe/stripe-records';
import type { StripeInvoice, StripeSubscription } from '../../platform/stripe/stripe-objects';
import { CheckoutsRepository } from './checkouts.repository';
import { CustomersRepository } from './customers.repository';
import { PaymentKeeper } from './payment-keeper';
import { PaymentReadings } from './payment-readings.repository';
import { SubscriptionKeeper } from './subscription-keeper';

/**
 * Brings what we hold to what Stripe holds, object by object. Each step reads the object as it is
 * now, so it may run at any time, in any order and as often as it likes. Each says whether
 * something was different. All raise the errors of StripeConnection.call.
 */
@Injectable()
export class PaymentSync {
  constructor(
    private readonly stripe: StripeRecords,
    private readonly readings: PaymentReadings,
    private readonly customers: CustomersRepository,
    private readonly checkouts: CheckoutsRepository,
    private readonly subscriptions: SubscriptionKeeper,
    private readonly payments: PaymentKeeper,
  ) {}

  async subscription(id: string): Promise<boolean> {
    const asOf = await this.readings.next();
    const subscription = await this.stripe.subscription(id);
    return subscription === null
      ? this.subscriptions.noteGone(id, asOf)
      : this.keepSubscription(subscription, asOf);
  }

  /** The same for one that was just read, after its number was taken. */
  async keepSubscription(subscription: StripeSubscription, asOf: string): Promise<boolean> {
    const userId = await this.customers.userOf(subscription.customerId);
    return userId === null ? false : this.subscriptions.keep(userId, subscription, asOf);
  }

  async invoice(id: string): Promise<boolean> {
    const asOf = await this.readings.next();
    const invoice = await this.stripe.invoice(id);
    return invoice === null ? false : this.keepInvoice(invoice, asOf);
  }

  /** The same for one that was just read, after its number was taken. */
  async keepInvoice(invoice: StripeInvoice, asOf: string): Promise<boolean> {
    if (!invoice.isPaid || invoice.amountPaidCents === 0) return false;
    const { id, amountPaidCents, currency, paidAt, livemode } = invoice;
    const payment = { providerRef: id, amountCents: amountPaidCents, currency, paidAt, livemode };
    const refundedCents = await this.refundedOf(id);
    const userId = await this.userOf(invoice.customerId);
    return this.payments.keep(userId, { ...payment, refundedCents }, asOf);
  }

  /** Money that came by an invoice is the invoice's; what came without one stands for itself. */
  async paymentIntent(id: string | null): Promise<boolean> {
    if (id === null) return false;
    const invoice = await this.stripe.invoiceOfPaymentIntent(id);
    if (invoice !== null) return this.invoice(invoice);
    const asOf = await this.readings.next();
    const intent = await this.stripe.paymentIntent(id);
    if (intent === null || !intent.isPaid || intent.amountReceivedCents === 0) return false;
    const payment = {
      providerRef: id,
      amountCents: intent.amountReceivedCents,
      refundedCents: intent.refundedCents,
      currency: intent.currency,
      paidAt: intent.paidAt,
      livemode: intent.livemode,
    };
    return this.payments.keep(await this.userOf(intent.customerId), payment, asOf);
  }

  async charge(id: string): Promise<boolean> {
    return this.paymentIntent(await this.stripe.paymentIntentOfCharge(id));
  }

  async refund(id: string): Promise<boolean> {
    return this.paymentIntent(await this.stripe.paymentIntentOfRefund(id));
  }

  /** A page that somebody paid on, and what was paid for there. */
  async checkout(id: string): Promise<boolean> {
    const session = await this.stripe.checkout(id);
    if (session === null || session.status === 'open') return false;
    const { subscriptionId, invoiceId, paymentIntentId, status } = session;
    const paymentRef = subscriptionId === null ? (invoiceId ?? paymentIntentId) : null;
    const isChanged = await this.checkouts.noteEnd(id, status, paymentRef);
    const isFurther =
      subscriptionId !== null
        ? await this.subscription(subscriptionId)
        : await (invoiceId === null
            ? this.paymentIntent(paymentIntentId)
            : this.invoice(invoiceId));
    return isChanged || isFurther;
  }

  /** A customer whom Stripe deleted is ours no longer. */
  async customer(id: string): Promise<boolean> {
    if ((await this.customers.userOf(id)) === null || (await this.stripe.hasCustomer(id))) {
      return false;
    }
    await this.customers.forget(id);
    return true;
  }

  private async refundedOf(invoice: string): Promise<number> {
    let refunded = 0;
    for (const id of await this.stripe.paymentIntentsOfInvoice(invoice)) {
      refunded += (await this.stripe.paymentIntent(id))?.refundedCents ?? 0;
    }
    return refunded;
  }

  private userOf(customerId: string | null): Promise<number | null> {
    return customerId === null ? Promise.resolve(null) : this.customers.userOf(customerId);
  }
}
