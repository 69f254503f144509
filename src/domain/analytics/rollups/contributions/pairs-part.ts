import { ONCE_AN_OBJECT, recordedBefore } from './past';

/** A longer pause within a topic counts as so long. */
const TOPIC_PAUSE_MS = 10 * 60_000;

/** Whether the pair had a passed score before that still counts; asked only where it had one. */
const HAS_PASSED = `EXISTS (
  SELECT FROM activity_events past
  WHERE past.user_id = pair.user_id AND past.topic_id = pair.topic_id
    AND past.kind = 'quiz.scored' AND past.outcome = 'passed'
    AND past.occurred_at < pair.from_at AND ${recordedBefore('past', '$4::xid8')}
    AND (pair.scope = 0 OR past.course_id = pair.scope)
    AND (
      SELECT count(*) FROM activity_events later
      WHERE later.user_id = past.user_id AND later.object_id = past.object_id
        AND later.${ONCE_AN_OBJECT} AND later.kind = 'quiz.scored'
        AND (later.known_at, later.key) > (past.known_at, past.key)
        AND ${recordedBefore('later', '$4::xid8')}
        AND (pair.scope = 0 OR later.course_id = pair.scope)) = 0)`;

/**
 * Pairs of a person and a topic. `past_of_topic` sums up by course what lies before: one search for
 * each pair, of a few rows mostly. `known_pair` is that in each scope. Every part after it asks for
 * the first of something, or for the one before.
 */
export const PAIRS_PART = `
  pair AS MATERIALIZED (
    SELECT scope, user_id, topic_id, from_at, has_past,
           bool_or(kind IN ('content.completed', 'quiz.scored')) AS has_mastery
    FROM event WHERE topic_id IS NOT NULL
    GROUP BY scope, user_id, topic_id, from_at, has_past
  ), past_of_topic AS MATERIALIZED (
    SELECT pair.user_id, pair.topic_id, past.*
    FROM pair
    CROSS JOIN LATERAL (
      SELECT one.course_id,
             min(one.occurred_at) FILTER (WHERE one.is_own) AS first_at,
             max(one.occurred_at) FILTER (WHERE one.is_own) AS last_at,
             max((one.occurred_at AT TIME ZONE $5)::date) FILTER (WHERE one.is_own) AS last_day,
             max((one.occurred_at AT TIME ZONE $5)::date)
               FILTER (WHERE one.kind = 'chat.turn') AS last_turn_day,
             min(one.occurred_at) FILTER (WHERE one.kind = 'content.completed') AS completed_at,
             bool_or(one.kind = 'quiz.scored' AND one.outcome = 'passed') IS TRUE AS has_pass
      FROM activity_events one
      WHERE one.user_id = pair.user_id AND one.topic_id = pair.topic_id
        AND one.occurred_at < pair.from_at AND ${recordedBefore('one', '$4::xid8')}
      GROUP BY one.course_id) past
    WHERE pair.scope = 0 AND pair.has_past
  ), known_pair AS MATERIALIZED (
    SELECT pair.scope, pair.user_id, pair.topic_id, pair.first_at, pair.last_at, pair.last_day,
           pair.last_turn_day, pair.completed_at,
           CASE WHEN pair.has_pass AND pair.has_mastery THEN ${HAS_PASSED} ELSE false END
             AS has_passed
    FROM (
      SELECT pair.scope, pair.user_id, pair.topic_id, pair.from_at, pair.has_mastery,
             min(past.first_at) AS first_at, max(past.last_at) AS last_at,
             max(past.last_day) AS last_day, max(past.last_turn_day) AS last_turn_day,
             min(past.completed_at) AS completed_at, bool_or(past.has_pass) AS has_pass
      FROM pair LEFT JOIN past_of_topic past
        ON past.user_id = pair.user_id AND past.topic_id = pair.topic_id
       AND (pair.scope = 0 OR past.course_id = pair.scope)
      GROUP BY pair.scope, pair.user_id, pair.topic_id, pair.from_at, pair.has_mastery) pair
  ), topic_time AS (
    SELECT scope, day, sum(sign * least(pause_ms, ${TOPIC_PAUSE_MS})) AS amount
    FROM (
      SELECT own.sign, own.scope, own.day,
             own.at_ms - coalesce(
               lag(own.at_ms) OVER (
                 PARTITION BY own.sign, own.scope, own.user_id, own.topic_id ORDER BY own.at_ms),
               (extract(epoch FROM known.last_at) * 1000)::bigint) AS pause_ms
      FROM event own
      JOIN known_pair known USING (scope, user_id, topic_id)
      WHERE own.is_own) pause
    WHERE pause_ms IS NOT NULL GROUP BY scope, day
  ), pair_day AS (
    SELECT own.sign, own.scope, own.name, own.day,
           coalesce(lag(own.day) OVER (
                      PARTITION BY own.sign, own.scope, own.user_id, own.topic_id, own.name
                      ORDER BY own.day),
                    CASE own.name WHEN 'topic' THEN known.last_day ELSE known.last_turn_day END,
                    '-infinity') AS previous_day
    FROM (
      SELECT DISTINCT sign, scope, user_id, topic_id, day, 'topic' AS name
      FROM event WHERE topic_id IS NOT NULL AND is_own
      UNION ALL
      SELECT DISTINCT sign, scope, user_id, topic_id, day, 'chat_topic'
      FROM event WHERE topic_id IS NOT NULL AND kind = 'chat.turn') own
    JOIN known_pair known USING (scope, user_id, topic_id)
  ), first_of_pair AS MATERIALIZED (
    SELECT one.sign, one.scope,
           known.first_at IS NULL AND one.first_at IS NOT NULL AS is_begun_now,
           known.completed_at IS NULL AND one.completed_at IS NOT NULL AS is_completed_now,
           (coalesce(known.first_at, one.first_at) AT TIME ZONE $5)::date AS first_day,
           (coalesce(known.completed_at, one.completed_at) AT TIME ZONE $5)::date AS completed_day
    FROM (
      SELECT sign, scope, user_id, topic_id,
             min(occurred_at) FILTER (WHERE is_own) AS first_at,
             min(occurred_at) FILTER (WHERE kind = 'content.completed') AS completed_at
      FROM event WHERE topic_id IS NOT NULL GROUP BY sign, scope, user_id, topic_id) one
    JOIN known_pair known USING (scope, user_id, topic_id)
  ), first_mastery AS (
    SELECT one.sign, one.scope, (one.mastered_at AT TIME ZONE $5)::date AS day
    FROM (
      SELECT sign, scope, user_id, topic_id, min(occurred_at) AS mastered_at
      FROM (
        SELECT sign, scope, user_id, topic_id, occurred_at FROM event
        WHERE kind = 'content.completed' AND topic_id IS NOT NULL
        UNION ALL
        SELECT sign, scope, user_id, topic_id, occurred_at FROM score
        WHERE kind = 'quiz.scored' AND outcome = 'passed' AND topic_id IS NOT NULL) mastery
      GROUP BY sign, scope, user_id, topic_id) one
    JOIN known_pair known USING (scope, user_id, topic_id)
    WHERE known.completed_at IS NULL AND NOT known.has_passed
  )`;
