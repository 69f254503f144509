import { inScopeOf, lastDayOf } from './past';

/** A longer pause ends a session. */
const SESSION_PAUSE_MS = 30 * 60_000;

/**
 * `presence`: days on which people did something of their own, each with the one before it.
 * `seat`: events of sessions, each with the pause before it, null before a person's first.
 */
export const PEOPLE_PART = `
  last_arrival AS MATERIALIZED (
    SELECT here.user_id, here.scope,
           CASE WHEN known.first_at < here.from_at THEN
             CASE WHEN known.last_at < here.from_at THEN known.last_at ELSE (
               SELECT past.occurred_at FROM activity_events past
               WHERE past.user_id = here.user_id AND past.occurred_at < here.from_at
                 AND past.is_own AND ${inScopeOf('here')}
               ORDER BY past.occurred_at DESC LIMIT 1) END END AS last_at,
           CASE WHEN known.first_at < here.from_at THEN (
             SELECT (extract(epoch FROM max(past.occurred_at)) * 1000)::bigint
             FROM activity_events past
             WHERE past.user_id = here.user_id AND past.occurred_at < here.from_at
               AND past.occurred_at >= here.from_at - interval '${SESSION_PAUSE_MS} ms'
               AND past.is_own AND past.kind <> 'sign_in.renewed' AND ${inScopeOf('here')})
           END AS last_seated_ms
    FROM (SELECT DISTINCT user_id, scope, from_at, has_past FROM event WHERE is_own) here
    LEFT JOIN activity_people known
      ON here.has_past AND known.user_id = here.user_id AND known.course_id = here.scope
  ), arrival AS MATERIALIZED (
    SELECT here.user_id, here.scope, here.last_seated_ms,
           CASE WHEN here.last_at IS NOT NULL THEN ${lastDayOf(
             'here.last_at',
             `past.user_id = here.user_id AND past.is_own AND ${inScopeOf('here')}`,
           )} END AS last_day
    FROM last_arrival here
  ), presence AS MATERIALIZED (
    SELECT own.sign, own.scope, own.user_id, own.day,
           coalesce(lag(own.day) OVER person_in_scope, arrival.last_day, '-infinity')
             AS previous_day
    FROM (SELECT DISTINCT sign, scope, user_id, day FROM event WHERE is_own) own
    JOIN arrival ON arrival.user_id = own.user_id AND arrival.scope = own.scope
    WINDOW person_in_scope AS (PARTITION BY own.sign, own.scope, own.user_id ORDER BY own.day)
  ), seat AS (
    SELECT own.sign, own.scope, own.day,
           own.at_ms - coalesce(lag(own.at_ms) OVER person_in_scope, arrival.last_seated_ms)
             AS pause_ms
    FROM event own
    JOIN arrival ON arrival.user_id = own.user_id AND arrival.scope = own.scope
    WHERE own.is_own AND own.kind <> 'sign_in.renewed'
    WINDOW person_in_scope AS (PARTITION BY own.sign, own.scope, own.user_id ORDER BY own.at_ms)
  ), sitting AS (
    SELECT scope, day,
           sum(sign) FILTER (WHERE pause_ms IS NULL OR pause_ms > ${SESSION_PAUSE_MS}) AS sessions,
           sum(sign * pause_ms) FILTER (WHERE pause_ms <= ${SESSION_PAUSE_MS}) AS session_time_ms
    FROM seat GROUP BY scope, day
  )`;
