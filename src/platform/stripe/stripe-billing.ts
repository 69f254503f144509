import { Injectable } from '@nestjs/common';
import { StripeConnection } from './stripe-connection';
import { toCheckout, toSubscription } from './stripe-mapping';
import type { StripeCheckout, StripeSubscription } from './stripe-objects';

/** What a checkout page shall sell, and to whom. */
export interface NewCheckout {
  readonly idempotencyKey: string;
  readonly mode: 'payment' | 'subscription';
  readonly priceId: string;
  readonly customerId: string;
  readonly userUuid: string;
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/**
 * What Trellis does at Stripe. Of a person it sends the address and the uuid, nothing else. Every
 * method raises the errors of {@link StripeConnection.call}.
 */
@Injectable()
export class StripeBilling {
  constructor(private readonly connection: StripeConnection) {}

  /** For what is said before anything is looked up. @throws PaymentsNotConfigured */
  requireConfigured(): void {
    this.connection.requireConfigured();
  }

  /**
   * Makes a customer, the same one for the same key. The address is set by a second call, so that
   * one that changed in between does not spoil the key.
   */
  async createCustomer(userUuid: string, email: string, idempotencyKey: string): Promise<string> {
    const { id } = await this.connection.call((stripe) =>
      stripe.customers.create({ metadata: { user_uuid: userUuid } }, { idempotencyKey }),
    );
    await this.connection.call((stripe) => stripe.customers.update(id, { email }));
    return id;
  }

  /** Removes a customer and ends their subscriptions; fine when they are gone already. */
  async deleteCustomer(id: string): Promise<void> {
    await this.connection.find((stripe) => stripe.customers.del(id));
  }

  /** Opens a checkout page, the same one for the same key. */
  async openCheckout(checkout: NewCheckout): Promise<StripeCheckout> {
    const metadata = { user_uuid: checkout.userUuid };
    const session = await this.connection.call((stripe) =>
      stripe.checkout.sessions.create(
        {
          mode: checkout.mode,
          customer: checkout.customerId,
          client_reference_id: checkout.userUuid,
          line_items: [{ price: checkout.priceId, quantity: 1 }],
          success_url: checkout.successUrl,
          cancel_url: checkout.cancelUrl,
          metadata,
          ...(checkout.mode === 'subscription'
            ? { subscription_data: { metadata } }
            : { payment_intent_data: { metadata } }),
        },
        { idempotencyKey: checkout.idempotencyKey },
      ),
    );
    return toCheckout(session);
  }

  /** Opens the page where customers look after their cards, invoices and plans. @returns its URL */
  async openPortal(customerId: string, returnUrl: string): Promise<string> {
    const session = await this.connection.call((stripe) =>
      stripe.billingPortal.sessions.create({ customer: customerId, return_url: returnUrl }),
    );
    return session.url;
  }

  /** Lets a subscription end with what is paid for. */
  async cancelAtPeriodEnd(id: string): Promise<StripeSubscription> {
    return toSubscription(
      await this.connection.call((stripe) =>
        stripe.subscriptions.update(id, { cancel_at_period_end: true }),
      ),
    );
  }

  /** Takes that back. Where a day was set instead, the day goes. */
  async resume(id: string, hasCancelDay: boolean): Promise<StripeSubscription> {
    return toSubscription(
      await this.connection.call((stripe) =>
        stripe.subscriptions.update(
          id,
          hasCancelDay ? { cancel_at: '' } : { cancel_at_period_end: false },
        ),
      ),
    );
  }
}
