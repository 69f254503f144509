import type { DayRange } from './day-range';
import type { Measure } from './measure';
import type { DistinctKind } from './recurrence-kind';

/** How many people were active from a day on. */
export interface ActivePeriod {
  /** `YYYY-MM-DD`: the day, the Monday of the week or the first of the month, also where the range begins later. */
  readonly startsOn: string;
  readonly users: number;
}

/** How many people who signed up in one week were active in another. */
export interface CohortWeek {
  /** The Monday of the week of their sign-up, `YYYY-MM-DD`. */
  readonly cohort: string;
  /** The Monday of the week they were active in. */
  readonly week: string;
  readonly users: number;
}

/** Figures of one moment: all of them fit together. `courseId` null is everything together. */
export interface Rollups {
  /** In which days are cut, in the words of the setting. */
  readonly timeZone: string;
  /** Events recorded until then are counted. */
  readonly asOf: Date;
  /** The present day of that time zone. */
  readonly today: string;
  /** Exact sums over the days of the range; 0 where nothing is. */
  sums<Asked extends Measure>(
    measures: readonly Asked[],
    range: DayRange,
    courseId: number | null,
  ): Promise<Record<Asked, number>>;
  /** The same of every course that has anything. */
  sumsByCourse<Asked extends Measure>(
    measures: readonly Asked[],
    range: DayRange,
  ): Promise<Map<number, Record<Asked, number>>>;
  /** How many there were in the range, each counted once. */
  distinct(kind: DistinctKind, range: DayRange, courseId: number | null): Promise<number>;
  /** The same of every course that has any. */
  distinctByCourse(kind: DistinctKind, range: DayRange): Promise<Map<number, number>>;
  /** How many came for the first time ever in the range: the first moment counts. */
  firsts(kind: 'topic', range: DayRange, courseId: number | null): Promise<number>;
  /** Of how many both ends lie in the range: began in it, and were completed in it. */
  both(kind: 'completion', range: DayRange, courseId: number | null): Promise<number>;
  /**
   * People with own events by period, those without anybody included; the oldest first. Of periods
   * at the edges, days outside the range don't count.
   */
  active(
    period: 'day' | 'week' | 'month',
    range: DayRange,
    courseId: number | null,
  ): Promise<ActivePeriod[]>;
  /** People who signed up in the weeks from one Monday to another, by week of own events. */
  cohorts(fromWeek: string, toWeek: string): Promise<CohortWeek[]>;
  /**
   * By course: enrolments of the range that are active still, whose person has own events in the
   * course, the last of them more than 14 days (of 24 hours) before `asOf`.
   */
  interruptedEnrollments(range: DayRange, courseId: number | null): Promise<Map<number, number>>;
}
