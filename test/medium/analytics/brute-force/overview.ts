import type { TestDatabase } from '../../../support/test-database';
import type { Figures } from './figure';
import { asked, dayOf, figuresOf, type Question, rowsOf } from './question';

type Period = {
  readonly starts_on: string;
  readonly users: number;
};

/** Who is registered, who joined, who was active, and how long the streaks are. */
export async function overview(database: TestDatabase, question: Question): Promise<Figures> {
  const everybody = { ...question, courseId: null };
  const totals = await figuresOf(
    database,
    everybody,
    `SELECT (SELECT count(*) FROM users) AS total_users,
            (SELECT count(*) FROM users WHERE ${asked(question, 'created_at')}) AS signups,
            (SELECT count(DISTINCT user_id) FROM own
             WHERE day BETWEEN first_day AND last_day) AS active_users_total
     FROM asked`,
  );
  const signups = await rowsOf<{ date: string; count: number }>(
    database,
    everybody,
    `SELECT date::date::text AS date, (
       SELECT count(*)::integer FROM users
       WHERE ${dayOf(question.zone, 'created_at')} = date::date) AS count
     FROM asked, generate_series(first_day::timestamp, last_day, interval '1 day') date
     ORDER BY date`,
  );
  const byDay = await activeBy(database, everybody, 'day');
  const byWeek = await activeBy(database, everybody, 'week');
  const byMonth = await activeBy(database, everybody, 'month');
  return {
    total_users: totals['total_users'] as number,
    signups: totals['signups'] as number,
    daily_signups: signups.map(({ date, count }) => ({ date, count })),
    active_users: {
      day: byDay.at(-1)?.users as number,
      week: byWeek.at(-1)?.users as number,
      month: byMonth.at(-1)?.users as number,
    },
    active_users_total: totals['active_users_total'] as number,
    active_by_day: byDay,
    active_by_week: byWeek,
    active_by_month: byMonth,
    streak_distribution: await streaks(database, question.asOf),
  };
}

/** Periods that the range touches; days outside the range count in none of them. */
async function activeBy(
  database: TestDatabase,
  question: Question,
  unit: 'day' | 'week' | 'month',
): Promise<Period[]> {
  const rows = await rowsOf<Period>(
    database,
    question,
    `, active AS (
       SELECT date_trunc('${unit}', day::timestamp) AS starts_on, count(DISTINCT user_id) AS users
       FROM own, asked WHERE day BETWEEN first_day AND last_day GROUP BY 1
     )
     SELECT starts_on::date::text AS starts_on, coalesce(users, 0)::integer AS users
     FROM asked CROSS JOIN generate_series(date_trunc('${unit}', first_day::timestamp),
       date_trunc('${unit}', last_day::timestamp), interval '1 ${unit}') starts_on
       LEFT JOIN active USING (starts_on)
     ORDER BY starts_on`,
  );
  return rows.map(({ starts_on, users }) => ({ starts_on, users }));
}

const BUCKETS: readonly (readonly [name: string, least: number, most: number])[] = [
  ['0', 0, 0],
  ['1', 1, 1],
  ['2-3', 2, 3],
  ['4-6', 4, 6],
  ['7-13', 7, 13],
  ['14-29', 14, 29],
  ['30+', 30, Number.POSITIVE_INFINITY],
];

async function streaks(database: TestDatabase, asOf: Date): Promise<Figures> {
  const present = await database.query<{ streak: number }>(
    `SELECT CASE WHEN last_activity_date >= ($1::timestamptz AT TIME ZONE time_zone)::date - 1
                 THEN current_streak_days ELSE 0 END AS streak
     FROM users`,
    [asOf],
  );
  return BUCKETS.map(([name, least, most]) => ({
    streak: name,
    users: present.filter(({ streak }) => streak >= least && streak <= most).length,
  }));
}
