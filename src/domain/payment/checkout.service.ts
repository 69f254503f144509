import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { StripeBilling } from '../../platform/stripe/stripe-billing';
import { StripeRefused } from '../../platform/stripe/stripe.errors';
import type { Price } from './catalogue';
import { Catalogue } from './catalogue.service';
import { type Checkout, CheckoutsRepository } from './checkouts.repository';
import { Customers } from './customers.service';
import { InFlight } from './in-flight';
import { Purchases } from './purchases.service';
import { requireReturnUrl } from './return-url';

/** Where somebody pays. */
export interface CheckoutPage {
  readonly sessionId: string;
  readonly url: string;
}

/** What somebody wants to buy, and the pages to come back to. */
export interface CheckoutRequest {
  readonly priceId: string;
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** The way to the page where people pay. */
@Injectable()
export class CheckoutService {
  private readonly opening = new InFlight<CheckoutPage>();
  private readonly origins: readonly string[];

  constructor(
    private readonly catalogue: Catalogue,
    private readonly purchases: Purchases,
    private readonly customers: Customers,
    private readonly checkouts: CheckoutsRepository,
    private readonly stripe: StripeBilling,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.origins = configuration.payments.returnOrigins;
  }

  /**
   * Opens the page for a price. The same wish within the hour leads to the same page until it was
   * used, so that a second click is no second purchase.
   *
   * @throws Invalid for a return address that leads elsewhere: looked at before anything else.
   * @throws PaymentsNotConfigured: nothing can be on sale without a key, so that a price says nothing.
   * @throws PriceNotFound
   * @throws AlreadySubscribed @throws AlreadyBought
   * @throws DomainError of StripeConnection.call
   */
  async open(actor: Actor, request: CheckoutRequest): Promise<CheckoutPage> {
    requireReturnUrl('success_url', request.successUrl, this.origins);
    requireReturnUrl('cancel_url', request.cancelUrl, this.origins);
    this.stripe.requireConfigured();
    const price = await this.catalogue.priceOnSale(request.priceId);
    await this.purchases.requireNew(actor, price);
    const customerId = await this.customers.ensure(actor);
    const checkout = await this.checkouts.open({
      userId: actor.userId,
      ...request,
      livemode: price.livemode,
    });
    return this.opening.share(checkout.id, () =>
      this.atStripe(actor, request, price, customerId, checkout),
    );
  }

  private async atStripe(
    actor: Actor,
    { successUrl, cancelUrl }: CheckoutRequest,
    price: Price,
    customerId: string,
    checkout: Checkout,
  ): Promise<CheckoutPage> {
    const { id, sessionId, sessionUrl } = checkout;
    if (sessionId !== null && sessionUrl !== null) return { sessionId, url: sessionUrl };
    const opened = await this.stripe.openCheckout({
      idempotencyKey: `checkout-${id}`,
      mode: price.interval === 'one_time' ? 'payment' : 'subscription',
      priceId: price.id,
      customerId,
      userUuid: actor.userUuid,
      successUrl,
      cancelUrl,
    });
    if (opened.url === null) throw new StripeRefused();
    await this.checkouts.noteSession(id, opened.id, opened.url);
    return { sessionId: opened.id, url: opened.url };
  }
}
