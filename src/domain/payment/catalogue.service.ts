import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import { Database } from '../../platform/database/database';
import { StripeConnection } from '../../platform/stripe/stripe-connection';
import { StripeRecords } from '../../platform/stripe/stripe-records';
import { AuditService } from '../audit/audit.service';
import { PLANS, type PlanCode } from '../entitlements/entitlement';
import type { Plan, PlanChanges, Price, PriceDraft } from './catalogue';
import { CatalogueRepository } from './catalogue.repository';
import { NotForYou, PlanNotFound, PriceKnown, PriceNotFound, PriceUnfit } from './payment.errors';

/** What is sold. Amounts are Stripe's own, copied when a price is added: nobody types them twice. */
@Injectable()
export class Catalogue {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueRepository,
    private readonly connection: StripeConnection,
    private readonly stripe: StripeRecords,
    private readonly audit: AuditService,
  ) {}

  /** Every plan with what can be bought now: prices of the key's mode, while there is a key. */
  async plans(): Promise<Plan[]> {
    const plans = await this.catalogue.plans({ isAlsoRetired: false });
    return plans.map((plan) => ({
      ...plan,
      prices: plan.prices.filter((price) => this.isOfMode(price)),
    }));
  }

  /** Every plan with every price that there ever was. @throws NotForYou */
  allPlans(actor: Actor): Promise<Plan[]> {
    requireAdmin(actor);
    return this.catalogue.plans({ isAlsoRetired: true });
  }

  /**
   * A price that is sold now.
   *
   * @throws PriceNotFound also for one that is retired, or of Stripe's other mode.
   */
  async priceOnSale(id: string): Promise<Price> {
    const price = await this.catalogue.price(id);
    if (price === null || price.retiredAt !== null || !this.isOfMode(price)) {
      throw new PriceNotFound();
    }
    return price;
  }

  /**
   * Sells a price of Stripe's from now on, as part of a plan.
   *
   * @throws NotForYou @throws PlanNotFound
   * @throws Invalid for courses that don't exist.
   * @throws PriceKnown
   * @throws PriceUnfit for one that Stripe doesn't have, or that has no amount.
   * @throws DomainError of StripeConnection.call
   */
  async addPrice(actor: Actor, planCode: string, draft: PriceDraft): Promise<Price> {
    requireAdmin(actor);
    const plan = PLANS.find((code) => code === planCode);
    if (plan === undefined) throw new PlanNotFound();
    const courseIds = [...new Set(draft.courseIds)];
    if ((await this.catalogue.countCourses(courseIds)) < courseIds.length) {
      throw Invalid.field('course_ids', 'there is no course with one of these ids');
    }
    if ((await this.catalogue.price(draft.id)) !== null) throw new PriceKnown();
    const price = await this.priceAtStripe(plan, { ...draft, courseIds });
    return this.database.transaction(async () => {
      if (!(await this.catalogue.insert(price))) throw new PriceKnown();
      await this.leaveTrace(actor, 'price.add', price.id, { plan, courseIds });
      return (await this.catalogue.price(price.id)) as Price;
    });
  }

  /** Sells a price no longer; who pays it goes on. @throws NotForYou @throws PriceNotFound */
  retirePrice(actor: Actor, planCode: string, id: string): Promise<void> {
    requireAdmin(actor);
    return this.database.transaction(async () => {
      if (!(await this.catalogue.retire(planCode, id))) throw new PriceNotFound();
      await this.leaveTrace(actor, 'price.retire', id, { plan: planCode });
    });
  }

  /** Renames a plan, or sets its AI tokens a day. @throws NotForYou @throws PlanNotFound */
  updatePlan(actor: Actor, code: string, changes: PlanChanges): Promise<Plan> {
    requireAdmin(actor);
    return this.database.transaction(async () => {
      if (!(await this.catalogue.update(code, changes))) throw new PlanNotFound();
      await this.audit.record({
        actor,
        action: 'plan.update',
        subjectType: 'plan',
        subjectIds: [code],
        details: { fields: Object.keys(changes) },
      });
      const plans = await this.catalogue.plans({ isAlsoRetired: true });
      return plans.find((plan) => plan.code === code) as Plan;
    });
  }

  private isOfMode({ livemode }: Price): boolean {
    return this.connection.livemode === null || livemode === this.connection.livemode;
  }

  private async priceAtStripe(planCode: PlanCode, draft: PriceDraft) {
    const found = await this.stripe.price(draft.id);
    if (found === null) throw new PriceUnfit('Stripe has no price with this id');
    if (!found.isActive) throw new PriceUnfit('it is archived at Stripe');
    const { amountCents, currency, interval, intervalCount, livemode } = found;
    if (amountCents === null) throw new PriceUnfit('it has no single amount');
    return { ...draft, planCode, amountCents, currency, interval, intervalCount, livemode };
  }

  private leaveTrace(
    actor: Actor,
    action: string,
    priceId: string,
    details: { readonly plan: string; readonly courseIds?: readonly number[] },
  ): Promise<void> {
    return this.audit.record({
      actor,
      action,
      subjectType: 'price',
      subjectIds: [priceId],
      details: { plan: details.plan, courseIds: [...(details.courseIds ?? [])] },
    });
  }
}

function requireAdmin(actor: Actor): void {
  if (!isPlatformAdmin(actor)) throw new NotForYou();
}
