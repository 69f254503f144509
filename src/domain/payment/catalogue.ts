import type { PlanCode } from '../entitlements/entitlement';

/** How often a price is paid. */
export const INTERVALS = ['day', 'week', 'month', 'year', 'one_time'] as const;
export type PriceInterval = (typeof INTERVALS)[number];

/** A price of Stripe's that is sold here. */
export interface Price {
  readonly id: string;
  readonly planCode: PlanCode;
  /** What it is called, e.g. Premium Monthly. */
  readonly name: string;
  readonly amountCents: number;
  readonly currency: string;
  readonly interval: PriceInterval;
  readonly intervalCount: number;
  readonly livemode: boolean;
  /** Courses that it opens besides its plan. */
  readonly courseIds: readonly number[];
  readonly createdAt: Date;
  /** Null while it is sold. */
  readonly retiredAt: Date | null;
}

/** A plan with its prices. */
export interface Plan {
  readonly code: PlanCode;
  readonly name: string;
  /** Tokens of the model a day; null where the plan says nothing about them. */
  readonly aiDailyTokens: number | null;
  readonly prices: readonly Price[];
}

/** What an admin says about a price; the rest is what Stripe says. */
export interface PriceDraft {
  readonly id: string;
  readonly name: string;
  readonly courseIds: readonly number[];
}

/** What may be changed of a plan; what is absent stays. */
export interface PlanChanges {
  readonly name?: string | undefined;
  readonly aiDailyTokens?: number | null | undefined;
}
