import type { College } from './college';

/** Among fewer institutions a percentile says nothing. */
const FEWEST_INSTITUTIONS = 20;

/** What the score says and what it does not, beside every score. */
export const MOBILITY_SCORE_LABEL =
  'Institution-level and historical: outcomes of students born 1980-82 at these colleges, not a forecast for anyone (Chetty, Friedman, Saez, Turner, Yagan 2017)';

/** A score, or the reason why there is none. */
export interface MobilityScore {
  /** 0 to 100, to one decimal. */
  readonly score: number | null;
  readonly reason: string | null;
  /** The colleges that it rests on, by UNITID. */
  readonly unitids: readonly number[];
}

/**
 * Of 100 institutions, how many have a lower rate; those with the same rate count half.
 *
 * @param rates of every institution that has figures.
 */
export function percentileOf(rate: number, rates: readonly number[]): number {
  const below = rates.filter((other) => other < rate).length;
  const equal = rates.filter((other) => other === rate).length;
  return (100 * (below + equal / 2)) / rates.length;
}

/**
 * The mean, over target colleges with figures, of the percentile of their success rate: of the
 * students from the bottom fifth of incomes, the share who reached the top fifth.
 *
 * @param rates the success rates of every institution in the table that has one.
 */
export function mobilityScore(
  targets: readonly College[],
  rates: readonly number[],
): MobilityScore {
  const none = (reason: string): MobilityScore => ({ score: null, reason, unitids: [] });
  if (targets.length === 0) return none('No target college is known.');
  if (rates.length < FEWEST_INSTITUTIONS) {
    return none('Too few colleges in the table have mobility figures to compare with.');
  }
  const counted = targets.filter(({ figures }) => figures.mobility_success !== undefined);
  if (counted.length === 0) return none('No target college has published mobility figures.');
  const percentiles = counted.map((college) => percentileOf(successOf(college), rates));
  return {
    score: Number(mean(percentiles).toFixed(1)),
    reason: null,
    unitids: counted.map(({ unitid }) => unitid),
  };
}

/**
 * By how many percent the mean success rate of a list of colleges grows when others join it:
 * 100 × (mean of both ÷ mean of the present ones − 1), a whole number; null where a mean is missing.
 */
export function mobilityImpact(
  present: readonly College[],
  joining: readonly College[],
): number | null {
  const before = ratesOf(present);
  const there = new Set(present.map(({ unitid }) => unitid));
  const added = ratesOf(joining.filter(({ unitid }) => !there.has(unitid)));
  if (before.length === 0 || added.length === 0 || mean(before) === 0) return null;
  return Math.round(100 * (mean([...before, ...added]) / mean(before) - 1));
}

function ratesOf(colleges: readonly College[]): number[] {
  return colleges
    .filter(({ figures }) => figures.mobility_success !== undefined)
    .map((college) => successOf(college));
}

function successOf({ figures }: College): number {
  return figures.mobility_success?.value ?? 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
