import { EVENTS_PART } from './events-part';
import { PAIRS_PART } from './pairs-part';
import { PEOPLE_PART } from './people-part';
import { SCORES_PART } from './scores-part';
import { TALLIES_PART } from './tallies-part';

/**
 * How the statement is to be planned, until the transaction ends or takes it back. A planner that
 * cannot know how many events there will be expects few rows, and would compare all with all; new
 * events are few among very many, which no statistic says; and compiling takes longer than running.
 */
export const PLANNER: Readonly<Record<string, string>> = {
  enable_nestloop: 'off',
  enable_seqscan: 'off',
  jit: 'off',
};

/**
 * What people's events amount to: the only place in which events become figures. As parts of a
 * WITH, of which `contribution` (target, scope, name, day, previous_day, value) is what has to be
 * added so that figures of the events recorded before $3 become those of the events recorded before
 * $4. With $3 = '0' that is all of them. Scope 0 is everything together, any other a course alone.
 *
 * Everything of a person follows from the order of their events, so nothing changes before the
 * earliest of the new ones: only from there on is it computed, with and without them. Where that
 * stretch begins, what went before is looked up; it is the same with and without. `activity_people`
 * must stand as of $3.
 *
 * It runs with `PLANNER` in force. What is searched for by index is a subquery of its own, so that
 * it stays one.
 *
 * Parameters: $1 persons; $2 for each the moment to begin at, as `newEventsOf` tells it, -infinity
 * for everything; $3 and $4 transaction ids; $5 the time zone in PostgreSQL's words.
 */
export const CONTRIBUTIONS = `${[EVENTS_PART, PEOPLE_PART, SCORES_PART, PAIRS_PART].join(',')},
  recurrence AS (
    SELECT scope, 'person' AS name, day, previous_day, sign FROM presence WHERE day > previous_day
    UNION ALL
    SELECT 0, 'cohort', date_trunc('week', present.day)::date,
           date_trunc('week', account.created_at AT TIME ZONE $5)::date, present.sign
    FROM presence present JOIN users account ON account.id = present.user_id
    WHERE present.scope = 0
      AND date_trunc('week', present.day) > date_trunc('week', present.previous_day)
    UNION ALL
    SELECT scope, name, day, previous_day, sign FROM pair_day WHERE day > previous_day
    UNION ALL
    SELECT scope, 'completion', completed_day, first_day, sign FROM first_of_pair
    WHERE (is_completed_now OR is_begun_now) AND completed_day IS NOT NULL AND first_day IS NOT NULL
  ), contribution AS MATERIALIZED (
    SELECT 'daily' AS target, scope, name, day, NULL::date AS previous_day,
           sum(value)::bigint AS value
    FROM (${TALLIES_PART}) tally GROUP BY scope, name, day HAVING sum(value) <> 0
    UNION ALL
    SELECT 'recurrence', scope, name, day, previous_day, sum(sign)
    FROM recurrence GROUP BY scope, name, day, previous_day HAVING sum(sign) <> 0
  )`;
