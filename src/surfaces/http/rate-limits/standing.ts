import {
  fullAgainAt,
  type Limit,
  type Outcome,
  remaining,
  secondsToNext,
} from '../../../platform/rate-limit/limit';

/** How a caller stands with one limit after a request, as the reply tells it. */
export interface Standing {
  readonly limit: Limit;
  readonly allowed: boolean;
  readonly remaining: number;
  /** When the full allowance is back, in seconds since 1970. */
  readonly fullAgainAt: number;
  /** Seconds until one request more is possible. */
  readonly secondsToNext: number;
}

/** The standing that an outcome leaves. */
export function standingOf(limit: Limit, outcome: Outcome): Standing {
  return {
    limit,
    allowed: outcome.allowed,
    remaining: remaining(limit, outcome),
    fullAgainAt: fullAgainAt(limit, outcome),
    secondsToNext: secondsToNext(limit, outcome),
  };
}

/** The one that stops the caller first: the refused one, or the one with the least left. */
export function tightest(standings: readonly [Standing, ...Standing[]]): Standing {
  let [worst] = standings;
  for (const one of standings) {
    const isWorse = one.allowed === worst.allowed ? one.remaining < worst.remaining : !one.allowed;
    if (isWorse) worst = one;
  }
  return worst;
}
