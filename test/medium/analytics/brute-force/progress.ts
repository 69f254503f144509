import type { TestDatabase } from '../../../support/test-database';
import { type Figures, ratio } from './figure';
import { asked, figuresOf, type Question } from './question';
import { SCORES_THAT_COUNT } from './scores';

/** What people mastered, completed and left. */
export async function progress(
  database: TestDatabase,
  question: Question,
): Promise<Record<string, Figures>> {
  const figures = await figuresOf(
    database,
    question,
    `, ${SCORES_THAT_COUNT}, mastering AS (
       SELECT user_id, topic_id, occurred_at FROM seen
       WHERE kind = 'content.completed' AND topic_id IS NOT NULL
       UNION ALL
       SELECT user_id, topic_id, occurred_at FROM score
       WHERE kind = 'quiz.scored' AND outcome = 'passed' AND topic_id IS NOT NULL
     ), mastered AS (
       SELECT min(occurred_at) AS first_at FROM mastering GROUP BY user_id, topic_id
     ), finished AS (
       SELECT kind, min(occurred_at) AS first_at FROM seen
       WHERE kind IN ('enrollment.completed', 'enrollment.dropped')
       GROUP BY kind, user_id, object_id
     ), enrolled AS (
       SELECT enrollment.status, (
         SELECT max(occurred_at) FROM activity_events event
         WHERE event.user_id = enrollment.user_id AND event.course_id = offering.course_id
           AND event.is_own) AS last_own
       FROM asked, enrollments enrollment
         JOIN course_offerings offering ON offering.id = enrollment.course_offering_id
       WHERE (asked.course IS NULL OR offering.course_id = asked.course)
         AND ${asked(question, 'enrollment.enrolled_at')}
     )
     SELECT
       (SELECT count(*) FROM mastered WHERE ${asked(question, 'first_at')}) AS mastered,
       (SELECT count(DISTINCT user_id) FROM own WHERE day BETWEEN first_day AND last_day) AS users,
       (SELECT count(*) FROM finished WHERE kind = 'enrollment.completed'
        AND ${asked(question, 'first_at')}) AS completions,
       (SELECT count(*) FROM finished WHERE kind = 'enrollment.dropped'
        AND ${asked(question, 'first_at')}) AS drops,
       (SELECT count(*) FROM enrolled WHERE status = 'ACTIVE') AS active,
       (SELECT count(*) FROM enrolled WHERE status = 'COMPLETED') AS completed,
       (SELECT count(*) FROM enrolled WHERE status = 'DROPPED') AS dropped,
       (SELECT count(*) FROM enrolled WHERE status = 'ACTIVE'
        AND last_own < '${question.asOf.toISOString()}'::timestamptz - interval '336 hours')
         AS interruptions
     FROM asked`,
  );
  return {
    average_mastered_topics_per_user: ratio(figures['mastered'], figures['users'], 2),
    mastered_topics: figures['mastered'] as number,
    course_completions: figures['completions'] as number,
    course_interruptions: figures['interruptions'] as number,
    enrollments_by_status: {
      active: figures['active'] as number,
      completed: figures['completed'] as number,
      dropped: figures['dropped'] as number,
    },
    drop_off_count: figures['drops'] as number,
  };
}
