import { Injectable } from '@nestjs/common';
import { StripeConnection } from './stripe-connection';
import {
  idOf,
  toCheckout,
  toInvoice,
  toPaymentIntent,
  toPrice,
  toSubscription,
} from './stripe-mapping';
import type {
  StripeCheckout,
  StripeInvoice,
  StripePage,
  StripePaymentIntent,
  StripePrice,
  StripeRefund,
  StripeSubscription,
} from './stripe-objects';

const PAGE = 100;

/**
 * What Stripe knows, read at this moment; null for what does not exist there. Every method raises
 * the errors of {@link StripeConnection.call}.
 */
@Injectable()
export class StripeRecords {
  constructor(private readonly connection: StripeConnection) {}

  async price(id: string): Promise<StripePrice | null> {
    const price = await this.connection.find((stripe) => stripe.prices.retrieve(id));
    return price === null ? null : toPrice(price);
  }

  async subscription(id: string): Promise<StripeSubscription | null> {
    const found = await this.connection.find((stripe) => stripe.subscriptions.retrieve(id));
    return found === null ? null : toSubscription(found);
  }

  async checkout(id: string): Promise<StripeCheckout | null> {
    const found = await this.connection.find((stripe) => stripe.checkout.sessions.retrieve(id));
    return found === null ? null : toCheckout(found);
  }

  async invoice(id: string): Promise<StripeInvoice | null> {
    const found = await this.connection.find((stripe) => stripe.invoices.retrieve(id));
    return found === null ? null : toInvoice(found);
  }

  async paymentIntent(id: string): Promise<StripePaymentIntent | null> {
    const found = await this.connection.find((stripe) =>
      stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] }),
    );
    return found === null ? null : toPaymentIntent(found);
  }

  /** The collections of money that an invoice was paid by. */
  async paymentIntentsOfInvoice(invoice: string): Promise<string[]> {
    const { data } = await this.connection.call((stripe) =>
      stripe.invoicePayments.list({ invoice, status: 'paid', limit: PAGE }),
    );
    return data
      .map(({ payment }) => idOf(payment.payment_intent))
      .filter((intent) => intent !== null);
  }

  /** The invoice that a collection of money is for; null for one without. */
  async invoiceOfPaymentIntent(intent: string): Promise<string | null> {
    const { data } = await this.connection.call((stripe) =>
      stripe.invoicePayments.list({
        payment: { type: 'payment_intent', payment_intent: intent },
        limit: 1,
      }),
    );
    return idOf(data[0]?.invoice);
  }

  async paymentIntentOfCharge(id: string): Promise<string | null> {
    const charge = await this.connection.find((stripe) => stripe.charges.retrieve(id));
    return idOf(charge?.payment_intent);
  }

  async paymentIntentOfRefund(id: string): Promise<string | null> {
    const refund = await this.connection.find((stripe) => stripe.refunds.retrieve(id));
    return idOf(refund?.payment_intent);
  }

  /** Whether a customer exists and was not deleted. */
  async hasCustomer(id: string): Promise<boolean> {
    const customer = await this.connection.find((stripe) => stripe.customers.retrieve(id));
    return customer !== null && customer.deleted !== true;
  }

  /** Every subscription, ended ones too, the newest first. */
  async subscriptions(after: string | null): Promise<StripePage<StripeSubscription>> {
    const { data, has_more: hasMore } = await this.connection.call((stripe) =>
      stripe.subscriptions.list({ status: 'all', limit: PAGE, ...from(after) }),
    );
    return pageOf(data, hasMore, toSubscription);
  }

  /** Paid invoices since a moment, the newest first. */
  async paidInvoices(since: Date, after: string | null): Promise<StripePage<StripeInvoice>> {
    const { data, has_more: hasMore } = await this.connection.call((stripe) =>
      stripe.invoices.list({
        status: 'paid',
        created: { gte: seconds(since) },
        limit: PAGE,
        ...from(after),
      }),
    );
    return pageOf(data, hasMore, toInvoice);
  }

  /** Refunds since a moment, the newest first. */
  async refunds(since: Date, after: string | null): Promise<StripePage<StripeRefund>> {
    const { data, has_more: hasMore } = await this.connection.call((stripe) =>
      stripe.refunds.list({ created: { gte: seconds(since) }, limit: PAGE, ...from(after) }),
    );
    return pageOf(data, hasMore, (refund) => ({
      id: refund.id,
      paymentIntentId: idOf(refund.payment_intent),
    }));
  }
}

function from(after: string | null): { starting_after?: string } {
  return after === null ? {} : { starting_after: after };
}

function seconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}

function pageOf<Source extends { readonly id: string }, Item>(
  data: readonly Source[],
  hasMore: boolean,
  map: (source: Source) => Item,
): StripePage<Item> {
  return { items: data.map(map), next: hasMore ? (data.at(-1)?.id ?? null) : null };
}
