import type { TestDatabase } from '../../../support/test-database';
import { type Figures, ratio } from './figure';
import { asked, figuresOf, type Question } from './question';

/** How long and how much people learn. */
export async function engagement(database: TestDatabase, question: Question): Promise<Figures> {
  const figures = await figuresOf(
    database,
    question,
    `, topic_step AS (
       SELECT day, occurred_at - lag(occurred_at) OVER (
         PARTITION BY user_id, topic_id ORDER BY occurred_at, key) AS gap
       FROM own WHERE topic_id IS NOT NULL
     ), step AS (
       SELECT day, occurred_at - lag(occurred_at) OVER (
         PARTITION BY user_id ORDER BY occurred_at, key) AS gap
       FROM own WHERE kind <> 'sign_in.renewed'
     ), pair AS (
       SELECT min(occurred_at) FILTER (WHERE is_own) AS started_at,
              min(occurred_at) FILTER (WHERE kind = 'content.completed') AS completed_at,
              count(*) FILTER (WHERE is_own AND day BETWEEN first_day AND last_day) AS own_events,
              count(*) FILTER (WHERE kind = 'chat.turn' AND day BETWEEN first_day AND last_day)
                AS turns
       FROM seen, asked WHERE topic_id IS NOT NULL GROUP BY user_id, topic_id
     )
     SELECT
       (SELECT extract(epoch FROM sum(least(gap, interval '10 minutes'))) FROM topic_step
        WHERE gap IS NOT NULL AND day BETWEEN first_day AND last_day) AS topic_seconds,
       (SELECT count(*) FROM pair WHERE own_events > 0) AS pairs,
       (SELECT sum(turns) FROM pair) AS turns,
       (SELECT count(*) FROM pair WHERE turns > 0) AS chatting_pairs,
       (SELECT count(*) FROM step WHERE day BETWEEN first_day AND last_day
        AND (gap IS NULL OR gap > interval '30 minutes')) AS sessions,
       (SELECT extract(epoch FROM sum(gap)) FROM step WHERE day BETWEEN first_day AND last_day
        AND gap <= interval '30 minutes') AS session_seconds,
       (SELECT count(*) FROM pair WHERE ${asked(question, 'started_at')}) AS started,
       (SELECT count(*) FROM pair WHERE ${asked(question, 'completed_at')}) AS completed,
       (SELECT count(*) FROM pair WHERE ${asked(question, 'started_at')}
        AND ${asked(question, 'completed_at')}) AS both
     FROM asked`,
  );
  return {
    average_time_per_topic_seconds: ratio(figures['topic_seconds'], figures['pairs'], 2),
    average_chat_turns_per_topic_per_user: ratio(figures['turns'], figures['chatting_pairs'], 2),
    average_session_duration_seconds: ratio(figures['session_seconds'], figures['sessions'], 2),
    sessions: figures['sessions'] as number,
    chat_turns: figures['turns'] ?? 0,
    content_started: figures['started'] as number,
    content_completed: figures['completed'] as number,
    completion_rate: ratio(figures['both'], figures['started'], 4),
  };
}
