import type { TestDatabase } from '../../../support/test-database';
import { Decimal, type Figures, ratio } from './figure';
import { figuresOf, type Question } from './question';
import { SCORES_THAT_COUNT } from './scores';

/** How quizzes and labs went, by the day on which they were handed in. */
export async function assessments(database: TestDatabase, question: Question): Promise<Figures> {
  const figures = await figuresOf(
    database,
    question,
    `, ${SCORES_THAT_COUNT}, inside AS (
       SELECT kind, outcome, score FROM score, asked WHERE day BETWEEN first_day AND last_day
       UNION ALL
       SELECT kind, NULL, NULL FROM seen, asked
       WHERE kind IN ('quiz.submitted', 'lab.submitted') AND day BETWEEN first_day AND last_day
     )
     SELECT
       count(*) FILTER (WHERE kind = 'quiz.submitted') AS quiz_attempts,
       count(*) FILTER (WHERE kind = 'quiz.scored' AND outcome = 'passed') AS quiz_passed,
       count(*) FILTER (WHERE kind = 'quiz.scored' AND outcome = 'failed') AS quiz_failed,
       count(score) FILTER (WHERE kind = 'quiz.scored') AS quiz_scored,
       avg(score) FILTER (WHERE kind = 'quiz.scored') / 100 AS quiz_average,
       count(*) FILTER (WHERE kind = 'lab.submitted') AS lab_submissions,
       count(*) FILTER (WHERE kind = 'lab.scored' AND outcome = 'accepted') AS lab_accepted,
       count(*) FILTER (WHERE kind = 'lab.scored' AND outcome = 'needs_work') AS lab_needs_work,
       count(score) FILTER (WHERE kind = 'lab.scored') AS lab_scored,
       avg(score) FILTER (WHERE kind = 'lab.scored') / 100 AS lab_average
     FROM inside`,
  );
  const count = (name: string): number => figures[name] as number;
  const average = (name: string): Figures =>
    figures[name] === null ? null : new Decimal(count(name), 2);
  const decided = count('quiz_passed') + count('quiz_failed');
  return {
    quiz_attempts: count('quiz_attempts'),
    quiz_passed: count('quiz_passed'),
    quiz_failed: count('quiz_failed'),
    quiz_scored: count('quiz_scored'),
    quiz_pending: Math.max(0, count('quiz_attempts') - count('quiz_scored')),
    pass_rate: ratio(count('quiz_passed'), decided, 4),
    fail_rate: ratio(count('quiz_failed'), decided, 4),
    average_quiz_score: average('quiz_average'),
    lab_submissions: count('lab_submissions'),
    lab_accepted: count('lab_accepted'),
    lab_needs_work: count('lab_needs_work'),
    lab_scored: count('lab_scored'),
    average_lab_score: average('lab_average'),
  };
}
