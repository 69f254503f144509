import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** One calendar month of the reporting time zone. */
export interface ReportedMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly startsAt: Date;
  /** The first moment of the next month. */
  readonly endsAt: Date;
}

/** Figures of this moment. */
export interface OverviewFigures {
  readonly totalUsers: number;
  /** Accounts that are not disabled, by their weightiest role. */
  readonly students: number;
  readonly coaches: number;
  /** Those of them who did something of their own lately. */
  readonly activeStudents: number;
  readonly activeCoaches: number;
  readonly sessionsCompleted: number;
  /** From 0 to 1, to two decimals; null while nobody is assessed. */
  readonly averageReadiness: number | null;
}

/** How many students and coaches there were at the end of a month. */
export interface HeadCount {
  readonly students: number;
  readonly coaches: number;
}

/**
 * A person is what the weightiest of their roles says: who only learns, or has no role, is a
 * student; who coaches is a coach; instructors and admins are neither.
 */
const ROLE = `
  SELECT account.id, account.is_active, account.created_at,
         min(given.granted_at) FILTER (WHERE given.role = 'COACH') AS coach_since,
         min(given.granted_at) FILTER (WHERE given.role IN ('INSTRUCTOR', 'PLATFORM_ADMIN'))
           AS staff_since
  FROM users account LEFT JOIN role_grants given ON given.user_id = account.id
  GROUP BY account.id`;

/** Who was seen lately: as far as activity is rolled up, and in what came after that. */
const FIGURES = `
  WITH person AS (${ROLE}), seen AS (
    SELECT user_id FROM activity_people
    WHERE course_id = 0 AND last_at > $1::timestamptz - $3::integer * interval '1 day'
    UNION
    SELECT user_id FROM activity_events
    WHERE recorded_in >= $4::xid8 AND is_own
      AND occurred_at > $1::timestamptz - $3::integer * interval '1 day'
      AND occurred_at <= $1::timestamptz
  ), enabled AS (
    SELECT person.coach_since IS NOT NULL AS is_coach, seen.user_id IS NOT NULL AS is_active
    FROM person LEFT JOIN seen ON seen.user_id = person.id
    WHERE person.is_active AND person.staff_since IS NULL
  )
  SELECT (SELECT count(*)::integer FROM users) AS "totalUsers",
         count(*) FILTER (WHERE NOT is_coach)::integer AS students,
         count(*) FILTER (WHERE is_coach)::integer AS coaches,
         count(*) FILTER (WHERE NOT is_coach AND is_active)::integer AS "activeStudents",
         count(*) FILTER (WHERE is_coach AND is_active)::integer AS "activeCoaches",
         (SELECT count(*)::integer FROM coaching_sessions
          WHERE held_on <= ($1::timestamptz AT TIME ZONE $2)::date) AS "sessionsCompleted",
         (SELECT round(avg(readiness.score), 2)::float8
          FROM student_readiness readiness JOIN users student ON student.id = readiness.user_id
          WHERE student.is_active) AS "averageReadiness"
  FROM enabled`;

/** Who becomes and ceases to be what, counted by the month in which it happens. */
const HEAD_COUNT_CHANGES = `
  WITH person AS (${ROLE}), change AS (
    SELECT created_at AS at, 1 AS students, 0 AS coaches FROM person
    UNION ALL
    SELECT greatest(created_at, least(coach_since, staff_since)), -1, 0 FROM person
    WHERE coach_since IS NOT NULL OR staff_since IS NOT NULL
    UNION ALL
    SELECT greatest(created_at, coach_since), 0, 1 FROM person
    WHERE coach_since < coalesce(staff_since, 'infinity')
    UNION ALL
    SELECT greatest(created_at, staff_since), 0, -1 FROM person WHERE coach_since < staff_since
  )
  SELECT width_bucket(at, $1::timestamptz[]) AS month,
         sum(students)::integer AS students, sum(coaches)::integer AS coaches
  FROM change GROUP BY 1`;

/** The figures that run a coaching business, read straight from everybody's tables. */
@Injectable()
export class CoachingOverviewRepository {
  constructor(private readonly database: Database) {}

  /** So many months of this time zone, the last one being that of the moment; the oldest first. */
  months(at: Date, timeZone: string, count: number): Promise<ReportedMonth[]> {
    return this.database.query<ReportedMonth>(
      `SELECT to_char(start, 'YYYY-MM') AS month, start AT TIME ZONE $2 AS "startsAt",
              (start + interval '1 month') AT TIME ZONE $2 AS "endsAt"
       FROM generate_series(
         date_trunc('month', $1::timestamptz AT TIME ZONE $2) - make_interval(months => $3 - 1),
         date_trunc('month', $1::timestamptz AT TIME ZONE $2), interval '1 month') start
       ORDER BY start`,
      [at, timeZone, count],
    );
  }

  /** `activeDays` is how many days "lately" has. */
  async figures(at: Date, timeZone: string, activeDays: number): Promise<OverviewFigures> {
    const state = await this.database.queryOne<{ settledBefore: string }>(
      `SELECT settled_before::text AS "settledBefore" FROM activity_rollup_state`,
    );
    const row = await this.database.queryOne<OverviewFigures>(FIGURES, [
      at,
      timeZone,
      activeDays,
      state?.settledBefore ?? '0',
    ]);
    return row as OverviewFigures;
  }

  /** One for each month, in their order. */
  async headCounts(months: readonly ReportedMonth[]): Promise<HeadCount[]> {
    const changes = await this.database.query<HeadCount & { month: number }>(HEAD_COUNT_CHANGES, [
      months.map(({ endsAt }) => endsAt),
    ]);
    return months.map((_, position) => {
      const until = changes.filter(({ month }) => month <= position);
      return {
        students: until.reduce((sum, { students }) => sum + students, 0),
        coaches: until.reduce((sum, { coaches }) => sum + coaches, 0),
      };
    });
  }

  /**
   * What was paid in each month less what was given back of it, in US cents, in their order.
   *
   * @param livemode payments of this mode of the provider alone; null for all of them.
   */
  async revenueCents(
    months: readonly ReportedMonth[],
    livemode: boolean | null,
  ): Promise<number[]> {
    const starts = months.map(({ startsAt }) => startsAt);
    const sums = await this.database.query<{ month: number; cents: string }>(
      `SELECT width_bucket(paid_at, $1::timestamptz[]) AS month,
              sum(amount_cents - refunded_cents) AS cents
       FROM payments
       WHERE currency = 'usd' AND paid_at >= $2 AND paid_at < $3
         AND ($4::boolean IS NULL OR livemode = $4)
       GROUP BY 1`,
      [starts, starts.at(0), months.at(-1)?.endsAt, livemode],
    );
    return months.map((_, position) =>
      Number(sums.find(({ month }) => month === position + 1)?.cents ?? 0),
    );
  }
}
