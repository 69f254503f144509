import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { postgresTimeZone } from '../postgres-time-zone';
import type { DayRange } from './day-range';
import type { Measure } from './measure';
import type { Period } from './period';
import type { RecurrenceKind } from './recurrence-kind';
import type { LastSeen } from './rollup-tail';

/** A figure of one scope; 0 is everything together. */
interface ScopedFigure {
  readonly scope: number;
  readonly value: number;
}

/** Where and when to look. A scope of null is every course. */
export interface FigureQuery {
  readonly generation: number;
  readonly scope: number | null;
  readonly range: DayRange;
}

/** Enrolments made in so many days that were left since. */
export interface LeftEnrollments {
  readonly range: DayRange;
  readonly courseId: number | null;
  readonly timeZone: string;
  /** Whoever did nothing of their own since then is gone. */
  readonly since: Date;
}

/** What was rolled up, without the tail. Every statement is prepared by name. */
@Injectable()
export class RollupFiguresRepository {
  constructor(private readonly database: Database) {}

  sums(
    measures: readonly Measure[],
    { generation, scope, range }: FigureQuery,
  ): Promise<(ScopedFigure & { measure: Measure })[]> {
    const isOne = scope !== null;
    return this.database.prepared(
      isOne ? 'rollups.sums' : 'rollups.sums-by-course',
      `SELECT course_id AS scope, measure, sum(value)::float8 AS value
       FROM activity_daily
       WHERE generation = $1 AND ${isOne ? 'course_id = $5' : 'course_id > $5'}
         AND measure = ANY ($2::text[]) AND day BETWEEN $3::date AND $4::date
       GROUP BY course_id, measure`,
      [generation, measures, range.from, range.to, scope ?? 0],
    );
  }

  /** Of a kind within the range whose time before lies before the range. */
  distinct(
    kind: RecurrenceKind,
    { generation, scope, range }: FigureQuery,
  ): Promise<ScopedFigure[]> {
    const isOne = scope !== null;
    return this.database.prepared(
      isOne ? 'rollups.distinct' : 'rollups.distinct-by-course',
      `SELECT course_id AS scope, sum(value)::float8 AS value
       FROM activity_recurrences
       WHERE generation = $1 AND ${isOne ? 'course_id = $5' : 'course_id > $5'} AND kind = $2
         AND day BETWEEN $3::date AND $4::date AND previous_day < $3::date
       GROUP BY course_id`,
      [generation, kind, range.from, range.to, scope ?? 0],
    );
  }

  /** Of a kind within the range whose time before lies within the range, too. */
  async bothWithin(
    kind: RecurrenceKind,
    { generation, scope, range }: FigureQuery,
  ): Promise<number> {
    const [row] = await this.database.prepared<{ value: number }>(
      'rollups.both-within',
      `SELECT coalesce(sum(value), 0)::float8 AS value
       FROM activity_recurrences
       WHERE generation = $1 AND course_id = $2 AND kind = $3
         AND day BETWEEN $4::date AND $5::date AND previous_day BETWEEN $4::date AND $5::date`,
      [generation, scope ?? 0, kind, range.from, range.to],
    );
    return row?.value ?? 0;
  }

  /** Persons by period, which begins no sooner than the range. */
  active(
    period: Period,
    { generation, scope, range }: FigureQuery,
  ): Promise<{ startsOn: string; value: number }[]> {
    return this.database.prepared(
      'rollups.active',
      `SELECT starts_on::text AS "startsOn", sum(value)::float8 AS value
       FROM activity_recurrences
       CROSS JOIN LATERAL (SELECT date_trunc($5::text, day)::date AS starts_on) period
       WHERE generation = $1 AND course_id = $2 AND kind = 'person'
         AND day BETWEEN $3::date AND $4::date
         AND previous_day < greatest(starts_on, $3::date)
       GROUP BY starts_on`,
      [generation, scope ?? 0, range.from, range.to, period],
    );
  }

  /** Every week of the cohorts from one Monday to another. */
  cohorts(
    generation: number,
    { from, to }: DayRange,
  ): Promise<{ cohort: string; week: string; value: number }[]> {
    return this.database.prepared(
      'rollups.cohorts',
      `SELECT previous_day::text AS cohort, day::text AS week, value::float8 AS value
       FROM activity_recurrences
       WHERE generation = $1 AND course_id = 0 AND kind = 'cohort'
         AND previous_day BETWEEN $2::date AND $3::date`,
      [generation, from, to],
    );
  }

  /** By course; what the tail saw of a person goes before what was rolled up. */
  leftEnrollments(
    { range, courseId, timeZone, since }: LeftEnrollments,
    seen: readonly LastSeen[],
  ): Promise<ScopedFigure[]> {
    return this.database.prepared(
      'rollups.left-enrollments',
      `SELECT offering.course_id AS scope, count(*)::integer AS value
       FROM enrollments taken
       JOIN course_offerings offering ON offering.id = taken.course_offering_id
       LEFT JOIN activity_people known
         ON known.user_id = taken.user_id AND known.course_id = offering.course_id
       LEFT JOIN unnest($6::integer[], $7::integer[], $8::timestamptz[])
                   AS seen (user_id, course_id, last_at)
         ON seen.user_id = taken.user_id AND seen.course_id = offering.course_id
       WHERE taken.status = 'ACTIVE' AND ($1::integer IS NULL OR offering.course_id = $1)
         AND (taken.enrolled_at AT TIME ZONE $4)::date BETWEEN $2::date AND $3::date
         AND greatest(known.last_at, seen.last_at) < $5::timestamptz
       GROUP BY offering.course_id`,
      [
        courseId,
        range.from,
        range.to,
        postgresTimeZone(timeZone),
        since,
        seen.map(({ userId }) => userId),
        seen.map((one) => one.courseId),
        seen.map(({ lastAt }) => lastAt),
      ],
    );
  }
}
