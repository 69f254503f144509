/** The plans, the least first. */
export const PLANS = ['free', 'pro', 'enterprise'] as const;
export type PlanCode = (typeof PLANS)[number];

/** What an entitlement is to: a plan by its code, AI tokens a day by their number, a course by its id. */
export const ENTITLEMENT_KINDS = ['plan', 'ai_daily_tokens', 'course'] as const;
export type EntitlementKind = (typeof ENTITLEMENT_KINDS)[number];

/** Something that a person may use, and for how long. */
export interface EntitlementTerms {
  readonly kind: EntitlementKind;
  readonly value: string;
  readonly validFrom: Date;
  /** Null: without an end. */
  readonly validUntil: Date | null;
}

/** The same with where it comes from: a subscription, a checkout, or `grant:<uuid of an admin>`. */
export interface Entitlement extends EntitlementTerms {
  readonly id: string;
  readonly source: string;
  readonly createdAt: Date;
}

/** Everything that a person is entitled to now. */
export interface Entitled {
  readonly plan: PlanCode;
  /** Tokens of the model a day; null where nothing says how many. */
  readonly aiDailyTokens: number | null;
  readonly courseIds: readonly number[];
}

/** The begin of the source of what an admin granted. */
export const GRANT = 'grant:';
