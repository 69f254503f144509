import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { StripeBilling } from '../../platform/stripe/stripe-billing';
import { Customers } from './customers.service';
import { NothingBought } from './payment.errors';
import { requireReturnUrl } from './return-url';

/** The way to Stripe's pages where people look after cards, invoices and plans. */
@Injectable()
export class BillingPortal {
  private readonly origins: readonly string[];

  constructor(
    private readonly customers: Customers,
    private readonly stripe: StripeBilling,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.origins = configuration.payments.returnOrigins;
  }

  /**
   * Opens the portal for the actor, and nobody else. @returns its address.
   *
   * @throws Invalid for a return address that leads elsewhere: looked at before anything else.
   * @throws NothingBought
   * @throws DomainError of StripeConnection.call
   */
  async open(actor: Actor, returnUrl: string): Promise<string> {
    requireReturnUrl('return_url', returnUrl, this.origins);
    const customerId = await this.customers.find(actor);
    if (customerId === null) throw new NothingBought();
    return this.stripe.openPortal(customerId, returnUrl);
  }
}
