import { daysAfter } from '../reports/calendar-day';
import { quotient } from '../reports/quotient';
import type { CohortWeek } from '../rollups/rollups';

const DAYS = 7;

/** How many of a cohort were active in a week. */
interface RetainedWeek {
  /** Weeks after the one of the sign-up, which is 0. */
  readonly week: number;
  /** Its Monday, `YYYY-MM-DD`. */
  readonly startsOn: string;
  readonly users: number;
  /** Of the whole cohort, from 0 to 1, to four decimals; null when nobody is in it. */
  readonly rate: number | null;
}

/** Everybody who signed up in one ISO week. */
export interface Cohort {
  /** Its Monday, `YYYY-MM-DD`. */
  readonly startsOn: string;
  readonly size: number;
  /** Up to the week that is going on. */
  readonly retained: readonly RetainedWeek[];
}

/** The Mondays of so many weeks at most, none of them after the last. */
export function mondaysFrom(first: string, count: number, last: string): string[] {
  return Array.from({ length: count }, (_, index) => daysAfter(first, DAYS * index)).filter(
    (monday) => monday <= last,
  );
}

/** The Monday of the week in which a day lies. */
export function mondayOf(day: string): string {
  return daysAfter(day, -((new Date(day).getUTCDay() + DAYS - 1) % DAYS));
}

/**
 * Cohorts by the Mondays of their weeks, each with so many weeks at most.
 *
 * @param thisWeek the Monday of the week that is going on.
 */
export function retentionTable(
  mondays: readonly string[],
  weeks: number,
  thisWeek: string,
  sizes: ReadonlyMap<string, number>,
  active: readonly CohortWeek[],
): Cohort[] {
  const users = new Map(active.map((found) => [`${found.cohort} ${found.week}`, found.users]));
  return mondays.map((cohort) => {
    const size = sizes.get(cohort) ?? 0;
    const retained = mondaysFrom(cohort, weeks, thisWeek).map((startsOn, week) => {
      const count = users.get(`${cohort} ${startsOn}`) ?? 0;
      // Somebody who was just erased leaves the cohort sooner than its counts.
      return { week, startsOn, users: count, rate: quotient(Math.min(count, size), size, 4) };
    });
    return { startsOn: cohort, size, retained };
  });
}
