import { quotient } from './quotient';

/** What the reply cache does. Rates are from 0 to 1, to four decimals; null without denominators. */
export interface CacheFigures {
  readonly hits: number;
  readonly misses: number;
  readonly hitRate: number | null;
  readonly sessionsOpened: number;
  readonly sessionsDiverged: number;
  readonly divergenceRate: number | null;
  /** US dollars, to six decimals. */
  readonly moneySavedUsd: number;
  /** Hits whose reply has no known price: they are not in the money. */
  readonly unpricedHits: number;
  /** Two decimals; null when there is nothing to compare. */
  readonly timeSavedSeconds: number | null;
}

/** What was counted for them. */
interface CacheCounts {
  readonly hits: number;
  readonly misses: number;
  readonly opened: number;
  readonly diverged: number;
  readonly savedMicrodollars: number;
  readonly unpricedHits: number;
  /** Milliseconds of all hits whose duration is known, and how many these are; likewise misses. */
  readonly hitDurationMs: number;
  readonly hitsTimed: number;
  readonly missDurationMs: number;
  readonly missesTimed: number;
}

const MICRODOLLARS = 1_000_000;
const MS_PER_SECOND = 1_000n;

export function cacheFigures(counts: CacheCounts): CacheFigures {
  return {
    hits: counts.hits,
    misses: counts.misses,
    hitRate: quotient(counts.hits, counts.hits + counts.misses, 4),
    sessionsOpened: counts.opened,
    sessionsDiverged: counts.diverged,
    divergenceRate: quotient(counts.diverged, counts.opened, 4),
    moneySavedUsd: counts.savedMicrodollars / MICRODOLLARS,
    unpricedHits: counts.unpricedHits,
    timeSavedSeconds: timeSavedSeconds(counts),
  };
}

/** Hits × (mean of the misses − mean of the hits), over one denominator so that nothing is lost. */
function timeSavedSeconds(counts: CacheCounts): number | null {
  const hitsTimed = BigInt(counts.hitsTimed);
  const missesTimed = BigInt(counts.missesTimed);
  const difference =
    BigInt(counts.missDurationMs) * hitsTimed - BigInt(counts.hitDurationMs) * missesTimed;
  return quotient(
    difference > 0n ? BigInt(counts.hits) * difference : 0n,
    hitsTimed * missesTimed * MS_PER_SECOND,
    2,
  );
}
