import type { CourseSums } from './course-statistics.repository';

/** Below this many students an average could tell how a single one is doing. */
const FEWEST_FOR_AVERAGES = 5;

/** A course in numbers; formulas in docs/numbers.md. */
export interface CourseStatistics {
  readonly offerings: number;
  readonly modules: number;
  readonly contentItems: number;
  readonly enrollments: {
    readonly total: number;
    readonly active: number;
    readonly completed: number;
    readonly dropped: number;
  };
  /** Completed of all enrolments, 0 to 1; null where it is withheld or there are none. */
  readonly completionRate: number | null;
  /** Mean over active and completed enrolments, 0 to 100; null likewise. */
  readonly averageProgressPercent: number | null;
}

/**
 * The numbers from the sums: rates to four decimals, the mean percent to two.
 *
 * @param withheldForFew leaves out averages over fewer than five students.
 */
export function courseStatistics(sums: CourseSums, withheldForFew: boolean): CourseStatistics {
  const takingPart = sums.active + sums.completed;
  const total = takingPart + sums.dropped;
  const isShown = (students: number): boolean =>
    students > 0 && (!withheldForFew || students >= FEWEST_FOR_AVERAGES);
  return {
    offerings: sums.offerings,
    modules: sums.modules,
    contentItems: sums.contentItems,
    enrollments: {
      total,
      active: sums.active,
      completed: sums.completed,
      dropped: sums.dropped,
    },
    completionRate: isShown(total) ? rounded(sums.completed / total, 4) : null,
    averageProgressPercent: isShown(takingPart) ? rounded(sums.progressSum / takingPart, 2) : null,
  };
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
