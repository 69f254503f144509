import { inScopeOf, ONCE_AN_OBJECT } from './past';

/**
 * `score`: scores that count, of several of one object the one that became known last.
 * `enrollment`: what happened to enrolments, each kind of it the first time.
 */
export const SCORES_PART = `
  score AS MATERIALIZED (
    SELECT ranked.* FROM (
      SELECT event.*, row_number() OVER (
               PARTITION BY sign, scope, user_id, kind, object_id,
                            CASE WHEN object_id IS NULL THEN key END
               ORDER BY known_at DESC, key DESC) AS place
      FROM event WHERE kind IN ('quiz.scored', 'lab.scored')) ranked
    WHERE place = 1 AND NOT (ranked.has_past AND EXISTS (
      SELECT FROM activity_events past
      WHERE past.user_id = ranked.user_id AND past.object_id = ranked.object_id
        AND past.${ONCE_AN_OBJECT} AND past.kind = ranked.kind
        AND past.occurred_at < ranked.from_at
        AND (past.known_at, past.key) > (ranked.known_at, ranked.key)
        AND ${inScopeOf('ranked')}))
  ), enrollment AS (
    SELECT sign, scope, kind, (min(occurred_at) AT TIME ZONE $5)::date AS day
    FROM event
    WHERE kind IN ('enrollment.completed', 'enrollment.dropped')
      AND NOT (has_past AND EXISTS (
        SELECT FROM activity_events past
        WHERE past.user_id = event.user_id AND past.object_id = event.object_id
          AND past.${ONCE_AN_OBJECT} AND past.kind = event.kind
          AND past.occurred_at < event.from_at AND ${inScopeOf('event')}))
    GROUP BY sign, scope, user_id, kind, object_id, CASE WHEN object_id IS NULL THEN key END
  )`;
