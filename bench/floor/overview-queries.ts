import { READER } from './reader';

/** The sign-in, and what the dashboard says of the student in numbers. */
export const STUDENT = `
  SELECT reader.reader_id, reader.reader_uuid,
         CASE WHEN reader.last_activity_date >= (now() AT TIME ZONE reader.time_zone)::date - 1
              THEN reader.current_streak_days ELSE 0 END AS current_streak,
         (SELECT count(DISTINCT o.course_id)::integer
          FROM enrollments e JOIN course_offerings o ON o.id = e.course_offering_id
          WHERE e.user_id = reader.reader_id AND e.status = 'COMPLETED') AS completed_courses
  FROM (${READER}) reader`;

/** Enrolments of `$1` that are going on, the newest first. */
export const ENROLLMENTS = `
  SELECT e.id, e.course_offering_id, o.term_name, c.id AS course_id, c.title AS course_title,
         c.code AS course_code, e.progress_percent, e.enrolled_at
  FROM enrollments e
  JOIN course_offerings o ON o.id = e.course_offering_id
  JOIN courses c ON c.id = o.course_id
  WHERE e.user_id = $1 AND e.status = 'ACTIVE'
  ORDER BY e.enrolled_at DESC, e.id DESC LIMIT 50`;

/**
 * Courses that are close to what `$1` learned and likes. Points: 3 for a completed course of the
 * subject, 2 for a chosen subject, 1 for a course that is going on, 2 for the next level, 1 for an
 * open offering.
 */
export const RECOMMENDED = `
  WITH taken AS MATERIALIZED (
    SELECT o.course_id, c.title, c.primary_subject_id AS subject_id, e.status,
           array_position($2::text[], c.level) AS level
    FROM enrollments e
    JOIN course_offerings o ON o.id = e.course_offering_id
    JOIN courses c ON c.id = o.course_id
    WHERE e.user_id = $1 AND e.status <> 'DROPPED'
  ), likely AS MATERIALIZED (
    SELECT subject_id,
           max(title) FILTER (WHERE status = 'COMPLETED') AS completed,
           max(title) FILTER (WHERE status = 'ACTIVE') AS current,
           max(level) FILTER (WHERE status = 'COMPLETED') AS level,
           coalesce(bool_or(is_chosen), false) AS is_chosen
    FROM (
      SELECT subject_id, title, status, level, false AS is_chosen
      FROM taken WHERE subject_id IS NOT NULL
      UNION ALL
      SELECT subject_id, NULL, NULL, NULL, true FROM subject_preferences WHERE user_id = $1
    ) known
    GROUP BY subject_id
  )
  SELECT c.id, c.title, c.code, c.description, c.level, s.name AS subject,
         CASE WHEN likely.completed IS NOT NULL THEN 'completed_course'
              WHEN likely.is_chosen THEN 'subject_preference'
              ELSE 'current_course' END AS reason_kind,
         CASE WHEN likely.completed IS NOT NULL
                THEN 'Because you completed ' || likely.completed || '.'
              WHEN likely.is_chosen THEN 'Because you are interested in ' || s.name || '.'
              ELSE 'Because you are taking ' || likely.current || '.' END AS reason
  FROM likely
  JOIN courses c ON c.primary_subject_id = likely.subject_id AND c.is_published
  JOIN subjects s ON s.id = likely.subject_id
  WHERE c.id NOT IN (SELECT course_id FROM taken)
  ORDER BY 3 * (likely.completed IS NOT NULL)::integer + 2 * likely.is_chosen::integer
         + (likely.current IS NOT NULL)::integer
         + 2 * coalesce(array_position($2::text[], c.level) = likely.level + 1, false)::integer
         + EXISTS (
             SELECT 1 FROM course_offerings o
             WHERE o.course_id = c.id AND o.visibility = 'PUBLIC'
               AND (o.enrollment_start IS NULL OR o.enrollment_start <= now())
               AND coalesce(o.enrollment_end, o.ends_at, 'infinity') >= now()
           )::integer DESC,
         c.id
  LIMIT 5`;

/** The newest courses that `$1` does not take, without those of `$2`; at most `$3`. */
export const NEWEST = `
  SELECT c.id, c.title, c.code, c.description, c.level, s.name AS subject,
         'new_course' AS reason_kind, 'New on the platform.' AS reason
  FROM courses c LEFT JOIN subjects s ON s.id = c.primary_subject_id
  WHERE c.is_published AND c.id <> ALL($2::integer[])
    AND NOT EXISTS (
      SELECT 1 FROM enrollments e JOIN course_offerings o ON o.id = e.course_offering_id
      WHERE e.user_id = $1 AND e.status <> 'DROPPED' AND o.course_id = c.id)
  ORDER BY c.id DESC LIMIT $3`;

/** What `$1` did lately: each kind's newest rows come from an index. */
export const ACTIVITY = `
  SELECT type, done.title, done.course_id, c.title AS course_title, content_item_id,
         progress_percent, occurred_at
  FROM (
    SELECT 'content_progress' AS type, i.title, i.course_id, i.id AS content_item_id,
           p.progress_percent, p.updated_at AS occurred_at
    FROM (SELECT content_item_id, progress_percent, updated_at FROM content_progress
          WHERE user_id = $1 ORDER BY updated_at DESC LIMIT 10) p
    JOIN content_items i ON i.id = p.content_item_id
    UNION ALL
    SELECT 'chat', i.title, i.course_id, i.id, NULL, t.updated_at
    FROM (SELECT content_item_id, updated_at FROM chat_sessions
          WHERE user_id = $1 ORDER BY updated_at DESC LIMIT 10) t
    JOIN content_items i ON i.id = t.content_item_id
    UNION ALL
    SELECT 'quiz_attempt', i.title, i.course_id, i.id, NULL, a.occurred_at
    FROM (SELECT content_item_id, coalesce(submitted_at, started_at) AS occurred_at
          FROM quiz_attempts WHERE user_id = $1 ORDER BY started_at DESC LIMIT 10) a
    JOIN content_items i ON i.id = a.content_item_id
    UNION ALL
    SELECT 'lab_submission', i.title, i.course_id, i.id, NULL, s.submitted_at
    FROM (SELECT content_item_id, submitted_at FROM lab_submissions
          WHERE user_id = $1 ORDER BY submitted_at DESC LIMIT 10) s
    JOIN content_items i ON i.id = s.content_item_id
    UNION ALL
    SELECT 'enrollment', o.term_name, o.course_id, NULL, NULL, e.enrolled_at
    FROM (SELECT course_offering_id, enrolled_at FROM enrollments
          WHERE user_id = $1 ORDER BY enrolled_at DESC LIMIT 10) e
    JOIN course_offerings o ON o.id = e.course_offering_id
  ) done
  JOIN courses c ON c.id = done.course_id
  ORDER BY occurred_at DESC LIMIT 10`;
