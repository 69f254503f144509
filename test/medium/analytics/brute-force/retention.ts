import type { TestDatabase } from '../../../support/test-database';
import { type Figures, ratio } from './figure';
import { dayOf, type Question, rowsOf } from './question';

interface Cohort {
  readonly starts_on: string;
  readonly size: number;
}

interface Week {
  readonly starts_on: string;
  readonly users: number;
}

/**
 * Who came back, week by week after the sign-up.
 *
 * @param question `from` is a day of the first cohort's week; `to` is today.
 * @param weeks how many cohorts, and how many weeks of each, at most.
 */
export async function retention(
  database: TestDatabase,
  question: Question,
  weeks: number,
): Promise<Figures> {
  const joined = `date_trunc('week', ${dayOf(question.zone, 'created_at')}::timestamp)::date`;
  const cohorts = await rowsOf<Cohort>(
    database,
    question,
    `SELECT monday::date::text AS starts_on, (
       SELECT count(*)::integer FROM users WHERE ${joined} = monday::date) AS size
     FROM asked, generate_series(date_trunc('week', first_day::timestamp),
       least(date_trunc('week', last_day::timestamp),
         date_trunc('week', first_day::timestamp) + interval '${weeks - 1} weeks'),
       interval '1 week') monday
     ORDER BY monday`,
  );
  const told: Figures[] = [];
  for (const { starts_on, size } of cohorts) {
    const retained = await rowsOf<Week>(
      database,
      question,
      `SELECT monday::date::text AS starts_on, (
         SELECT count(DISTINCT user_id)::integer FROM own JOIN users ON users.id = own.user_id
         WHERE ${joined} = '${starts_on}' AND own.day >= monday AND own.day < monday + interval '7 days'
       ) AS users
       FROM asked, generate_series('${starts_on}'::timestamp,
         least(last_day::timestamp, '${starts_on}'::timestamp + interval '${weeks - 1} weeks'),
         interval '1 week') monday
       ORDER BY monday`,
    );
    told.push({
      starts_on,
      size,
      retained: retained.map(({ starts_on: monday, users }, week) => ({
        week,
        starts_on: monday,
        users,
        rate: ratio(users, size, 4),
      })),
    });
  }
  return told;
}
