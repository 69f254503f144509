/** So many scores are compared with as many before them. */
export const COMPARED = 3;
/** Scores that lie further apart, or whose last one is older, say nothing of today. */
export const SCORE_DAYS = 180;

/**
 * Common table expressions that end in `trend`: of each person and course of `pairs`, the sums of the
 * latest scores that count and of those before, in hundredths of a percent. Of several scores of one
 * attempt the one known last counts.
 *
 * @param pairs a table with `user_id` and `course_id`; a constant.
 */
export function scoreTrends(pairs: string): string {
  return `counted AS (
    SELECT DISTINCT ON (user_id, kind, object_id, CASE WHEN object_id IS NULL THEN key END)
           user_id, course_id, occurred_at, key, score
    FROM activity_events JOIN ${pairs} USING (user_id, course_id)
    WHERE kind IN ('quiz.scored', 'lab.scored')
    ORDER BY user_id, kind, object_id, CASE WHEN object_id IS NULL THEN key END,
             known_at DESC, key DESC
  ), ranked AS (
    SELECT counted.*, row_number() OVER (
             PARTITION BY user_id, course_id ORDER BY occurred_at DESC, key DESC) AS place
    FROM counted WHERE score IS NOT NULL
  ), trend AS (
    SELECT user_id, course_id, max(occurred_at) AS scored_at,
           sum(score) FILTER (WHERE place <= ${COMPARED})::integer AS recent,
           sum(score) FILTER (WHERE place > ${COMPARED})::integer AS earlier
    FROM ranked WHERE place <= 2 * ${COMPARED}
    GROUP BY user_id, course_id
    HAVING count(*) = 2 * ${COMPARED}
       AND min(occurred_at) > max(occurred_at) - interval '${SCORE_DAYS} days'
  )`;
}

/** People and courses with scores that were written down from a transaction (`$1`) on. */
export const NEWLY_SCORED = `
    SELECT DISTINCT user_id, course_id FROM activity_events
    WHERE recorded_in >= $1::xid8 AND kind IN ('quiz.scored', 'lab.scored')
      AND course_id IS NOT NULL`;
