import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import type { StripeSubscription } from '../../platform/stripe/stripe-objects';
import type { EntitlementTerms } from '../entitlements/entitlement';
import { Entitlements } from '../entitlements/entitlements.service';
import { CatalogueRepository } from './catalogue.repository';
import { PaymentUpdated } from './payment.events';
import { entitledUntil, termsOf } from './subscription';
import { SubscriptionsRepository } from './subscriptions.repository';

/** Keeps a subscription as it was read, with what it entitles to, in one step. */
@Injectable()
export class SubscriptionKeeper {
  private readonly graceDays: number;

  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly catalogue: CatalogueRepository,
    private readonly entitlements: Entitlements,
    private readonly outbox: Outbox,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.graceDays = configuration.payments.graceDays;
  }

  /** @param asOf the number of the reading. @returns whether anything is different now. */
  async keep(userId: number, subscription: StripeSubscription, asOf: string): Promise<boolean> {
    const { id, status } = subscription;
    const isChanged = await this.database.transaction(async () => {
      const kept = await this.subscriptions.keep(userId, subscription, asOf);
      if (kept === null) return false;
      await this.entitlements.replace(userId, id, await this.termsFor(subscription));
      if (kept.isChanged) await this.tell(userId, id, status);
      return kept.isChanged;
    });
    this.entitlements.forget(userId);
    return isChanged;
  }

  /** Stripe has no such subscription. @returns whether anything is different now. */
  async noteGone(id: string, asOf: string): Promise<boolean> {
    const userId = await this.database.transaction(async () => {
      const owner = await this.subscriptions.noteGone(id, asOf);
      if (owner === null) return null;
      await this.entitlements.replace(owner, id, []);
      await this.tell(owner, id, 'canceled');
      return owner;
    });
    if (userId !== null) this.entitlements.forget(userId);
    return userId !== null;
  }

  private async termsFor(subscription: StripeSubscription): Promise<EntitlementTerms[]> {
    const until = entitledUntil(subscription, this.graceDays);
    if (until === null) return [];
    const prices = await this.catalogue.prices(subscription.priceIds);
    return termsOf(prices, subscription.startedAt, until);
  }

  private tell(userId: number, id: string, status: string): Promise<void> {
    return this.outbox.publish(new PaymentUpdated({ userId, kind: 'subscription', id, status }));
  }
}
