import type { StripeSubscription } from '../../platform/stripe/stripe-objects';
import type { EntitlementTerms } from '../entitlements/entitlement';
import type { Price } from './catalogue';

/** A subscription as Trellis last saw it at Stripe. */
export interface Subscription {
  readonly id: string;
  readonly userId: number;
  readonly priceIds: readonly string[];
  /** Stripe's word. */
  readonly status: string;
  /** Of its first price that the catalogue knows; null when there is none. */
  readonly priceName: string | null;
  readonly currentPeriodEnd: Date;
  readonly cancelAtPeriodEnd: boolean;
  readonly cancelAt: Date | null;
}

const LIVE: ReadonlySet<string> = new Set(['active', 'trialing', 'past_due', 'unpaid', 'paused']);
const DAY_MS = 86_400_000;

/** Whether a subscription goes on, paid or not. */
export function isLive({ status }: { readonly status: string }): boolean {
  return LIVE.has(status);
}

/**
 * Until when a subscription entitles; null when it does not. The grace lets a renewal come late: it
 * counts from the end of what was paid.
 */
export function entitledUntil(
  subscription: Pick<
    StripeSubscription,
    'status' | 'cancelAt' | 'cancelAtPeriodEnd' | 'currentPeriodStart' | 'currentPeriodEnd'
  >,
  graceDays: number,
): Date | null {
  const later = (moment: Date): Date => new Date(moment.getTime() + graceDays * DAY_MS);
  switch (subscription.status) {
    case 'active':
    case 'trialing':
      if (subscription.cancelAtPeriodEnd) return subscription.currentPeriodEnd;
      return subscription.cancelAt ?? later(subscription.currentPeriodEnd);
    case 'past_due':
      // The period has moved on to the one that is not paid.
      return later(subscription.currentPeriodStart);
    default:
      return null;
  }
}

/** What prices bring, for a time: their plans, except the free one, and their courses. */
export function termsOf(
  prices: readonly Price[],
  validFrom: Date,
  validUntil: Date | null,
): EntitlementTerms[] {
  const plans = new Set(prices.map(({ planCode }) => planCode).filter((code) => code !== 'free'));
  const courses = new Set(prices.flatMap(({ courseIds }) => courseIds));
  return [
    ...[...plans].map((value) => ({ kind: 'plan' as const, value })),
    ...[...courses].map((id) => ({ kind: 'course' as const, value: String(id) })),
  ].map((entitlement) => ({ ...entitlement, validFrom, validUntil }));
}
