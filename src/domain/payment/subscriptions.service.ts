import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { StripeBilling } from '../../platform/stripe/stripe-billing';
import { StripeConnection } from '../../platform/stripe/stripe-connection';
import type { StripeSubscription } from '../../platform/stripe/stripe-objects';
import { PaymentReadings } from './payment-readings.repository';
import { SubscriptionEnded, SubscriptionNotFound } from './payment.errors';
import { isLive, type Subscription } from './subscription';
import { SubscriptionKeeper } from './subscription-keeper';
import { SubscriptionsRepository } from './subscriptions.repository';

/** What people do with their subscriptions. */
@Injectable()
export class SubscriptionsService {
  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly connection: StripeConnection,
    private readonly stripe: StripeBilling,
    private readonly readings: PaymentReadings,
    private readonly keeper: SubscriptionKeeper,
  ) {}

  /** The actor's own, ended ones too, the newest first. */
  listOwn(actor: Actor): Promise<Subscription[]> {
    return this.subscriptions.listOf(actor.userId);
  }

  /**
   * Lets it end with what is paid for. Done twice it is done once.
   *
   * @throws SubscriptionNotFound @throws SubscriptionEnded
   * @throws DomainError of StripeConnection.call
   */
  async cancel(actor: Actor, id: string): Promise<Subscription> {
    const subscription = await this.liveOne(actor, id);
    if (subscription.cancelAtPeriodEnd) return subscription;
    return this.changed(actor, id, () => this.stripe.cancelAtPeriodEnd(id));
  }

  /**
   * Lets one that would end go on. Done twice it is done once.
   *
   * @throws SubscriptionNotFound @throws SubscriptionEnded
   * @throws DomainError of StripeConnection.call
   */
  async resume(actor: Actor, id: string): Promise<Subscription> {
    const subscription = await this.liveOne(actor, id);
    const hasCancelDay = subscription.cancelAt !== null;
    if (!subscription.cancelAtPeriodEnd && !hasCancelDay) return subscription;
    return this.changed(actor, id, () =>
      this.stripe.resume(id, hasCancelDay && !subscription.cancelAtPeriodEnd),
    );
  }

  private async liveOne(actor: Actor, id: string): Promise<Subscription> {
    this.connection.requireConfigured();
    const subscription = await this.subscriptions.findOf(actor.userId, id);
    if (subscription === null) throw new SubscriptionNotFound();
    if (!isLive(subscription)) throw new SubscriptionEnded();
    return subscription;
  }

  private async changed(
    actor: Actor,
    id: string,
    change: () => Promise<StripeSubscription>,
  ): Promise<Subscription> {
    const asOf = await this.readings.next();
    await this.keeper.keep(actor.userId, await change(), asOf);
    return (await this.subscriptions.findOf(actor.userId, id)) as Subscription;
  }
}
