import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Entitlements } from '../entitlements/entitlements.service';
import type { Price } from './catalogue';
import { CatalogueRepository } from './catalogue.repository';
import { AlreadyBought, AlreadySubscribed } from './payment.errors';
import { isLive } from './subscription';
import { SubscriptionsRepository } from './subscriptions.repository';

/** Keeps people from paying twice for the same. */
@Injectable()
export class Purchases {
  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly catalogue: CatalogueRepository,
    private readonly entitlements: Entitlements,
  ) {}

  /**
   * A person has one plan at a time and changes it in the billing portal, or they would pay for two;
   * of the free plan, whose prices only open courses, each price is had once.
   *
   * @throws AlreadySubscribed
   * @throws AlreadyBought for a single payment that would open nothing new.
   */
  async requireNew(actor: Actor, price: Price): Promise<void> {
    if (price.interval === 'one_time') return this.requireNewOnce(actor, price);
    const subscriptions = await this.subscriptions.listOf(actor.userId);
    const liveIds = subscriptions.filter(isLive).flatMap(({ priceIds }) => priceIds);
    const live = await this.catalogue.prices(liveIds);
    const isHad = live.some(
      ({ id, planCode }) => id === price.id || (planCode !== 'free' && price.planCode !== 'free'),
    );
    if (isHad) throw new AlreadySubscribed();
  }

  private async requireNewOnce(actor: Actor, { planCode, courseIds }: Price): Promise<void> {
    const had = await this.entitlements.of(actor.userId);
    const hasPlan = planCode === 'free' || had.plan === planCode;
    if (hasPlan && courseIds.every((id) => had.courseIds.includes(id))) throw new AlreadyBought();
  }
}
