import { ONCE_AN_OBJECT, recordedBefore } from './contributions/past';

/**
 * Whom new events are of and from which moment on their figures change, as parts of a WITH that
 * ends in `changed` (user_id, from_at). A new score of an attempt may end what an older score of it
 * counted for, whenever that was. The moment is that of the earliest of these events, or the
 * noon before where that is in the night: some clocks are set back over midnight, and then an event
 * lies on a later day than one after it. At other times what was before lies on no later day.
 *
 * @param lower and the others: parameters or columns; events recorded from `lower` on and before
 * `upper` are the new ones, `zone` is in PostgreSQL's words.
 * @param most so many new events are read, and no more.
 */
export const newEventsOf = (lower: string, upper: string, zone: string, most = 'NULL'): string => `
  new_event AS MATERIALIZED (
    SELECT user_id, kind, object_id, occurred_at FROM activity_events
    WHERE recorded_in >= ${lower} AND recorded_in < ${upper}
    ORDER BY recorded_in LIMIT ${most}
  ), touched AS (
    SELECT user_id, occurred_at FROM new_event
    UNION ALL
    SELECT scored.user_id, (
      SELECT min(past.occurred_at) FROM activity_events past
      WHERE past.user_id = scored.user_id AND past.object_id = scored.object_id
        AND past.${ONCE_AN_OBJECT} AND past.kind = scored.kind AND ${recordedBefore('past', upper)})
    FROM (
      SELECT DISTINCT user_id, kind, object_id FROM new_event
      WHERE kind IN ('quiz.scored', 'lab.scored') AND object_id IS NOT NULL) scored
  ), changed AS MATERIALIZED (
    SELECT user_id,
           CASE WHEN local::time >= '03:00' AND local::time < '21:00' THEN earliest
                ELSE (date_trunc('day', local - interval '12 hours') + interval '12 hours')
                       AT TIME ZONE ${zone} END AS from_at
    FROM (SELECT user_id, min(occurred_at) AS earliest,
                 min(occurred_at) AT TIME ZONE ${zone} AS local
          FROM touched GROUP BY user_id) person
  )`;
