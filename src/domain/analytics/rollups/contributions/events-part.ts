import { recordedBefore } from './past';

/**
 * The events from which on something changed, once for each side (`sign` 1: with the new ones, -1:
 * without) and once for each scope they count in. `at_ms` is for pauses: whole milliseconds.
 * OFFSET 0 has the events of each person looked up by index, however many the planner expects.
 */
export const EVENTS_PART = `
  person AS MATERIALIZED (
    SELECT user_id, from_at, from_at > '-infinity' AS has_past
    FROM unnest($1::integer[], $2::timestamptz[]) AS given (user_id, from_at)
  ), event AS MATERIALIZED (
    SELECT version.sign, wide.scope, raw.user_id, raw.occurred_at, person.from_at, person.has_past,
           (raw.occurred_at AT TIME ZONE $5)::date AS day,
           (extract(epoch FROM raw.occurred_at) * 1000)::bigint AS at_ms,
           raw.kind, raw.is_own, raw.topic_id, raw.object_id, raw.key, raw.duration_ms, raw.score,
           raw.outcome, raw.cost_microdollars, raw.known_at
    FROM person
    CROSS JOIN LATERAL (
      SELECT * FROM activity_events one
      WHERE one.user_id = person.user_id AND one.occurred_at >= person.from_at
        AND ${recordedBefore('one', '$4::xid8')}
      OFFSET 0) raw
    JOIN (VALUES (1, $4::xid8), (-1, $3::xid8)) AS version (sign, before)
      ON raw.recorded_in < version.before
    CROSS JOIN LATERAL (
      SELECT 0 AS scope UNION ALL SELECT raw.course_id WHERE raw.course_id IS NOT NULL) wide
  )`;
