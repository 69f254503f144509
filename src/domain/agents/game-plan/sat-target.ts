import type { College } from '../../colleges/college';

const MOST_POINTS = 1_600;

/**
 * What to aim at in the SAT: the median, over target colleges that publish both, of the upper
 * quartiles of reading and writing and of mathematics added up; rounded up to ten, as `1510+`.
 *
 * @returns null when no target publishes them.
 */
export function satTarget(targets: readonly College[]): string | null {
  const sums = targets
    .flatMap(({ figures }) => {
      const { sat_reading_75: reading, sat_math_75: mathematics } = figures;
      return reading === undefined || mathematics === undefined
        ? []
        : [reading.value + mathematics.value];
    })
    .toSorted((one, other) => one - other);
  if (sums.length === 0) return null;
  const middle = Math.floor((sums.length - 1) / 2);
  const upper = Math.ceil((sums.length - 1) / 2);
  const median = ((sums[middle] as number) + (sums[upper] as number)) / 2;
  return `${Math.min(MOST_POINTS, Math.ceil(median / 10) * 10)}+`;
}
