import type { PlanCode } from '../domain/entitlements/entitlement';
import type { Limit } from '../platform/rate-limit/limit';

/**
 * Whose requests share a bucket: those of an address; of a bearer token, whatever it is; of an
 * account, by the `email` of the body, at one address; or those that write to one guardian, or to
 * one account, from wherever they come.
 */
export type Tracker = 'address' | 'bearer' | 'email and address' | 'email' | 'guardian email';

/** A bucket that a request takes from. */
export interface Charge {
  readonly by: Tracker;
  readonly limit: Limit;
}

/** What is different for some routes. */
export interface RouteLimits {
  /** `POST /auth/login`, below the surface's prefix, in the router's notation; `/*` ends a whole tree. */
  readonly routes: readonly string[];
  /** For people who are signed in, instead of the surface's: a bucket of its own. */
  readonly known?: Limit;
  /** For everybody, signed in or not, instead of both of the surface's; each of them must have room. */
  readonly anyone?: readonly Charge[];
}

/** How often one surface may be asked: all that sets its limits apart from the others'. */
export interface RateLimitPolicy {
  /** For a person, or the owner of a key; by their plan where plans differ. */
  readonly known: Limit | Readonly<Record<PlanCode, Limit>>;
  /** For an address, when nobody is known. */
  readonly address: Limit;
  readonly routes: readonly RouteLimits[];
}

export const MINUTE = 60;
export const HOUR = 3_600;
