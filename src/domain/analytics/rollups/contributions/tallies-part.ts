import type { Measure } from '../measure';

/** Which events count for a measure, and what each adds; 1 where nothing is said. */
interface Tally {
  readonly measure: Measure;
  readonly where: string;
  readonly amount?: string;
}

const EVENT_TALLIES: readonly Tally[] = [
  { measure: 'events', where: 'true' },
  { measure: 'chat_turns', where: "kind = 'chat.turn' AND topic_id IS NOT NULL" },
  { measure: 'quiz_attempts', where: "kind = 'quiz.submitted'" },
  { measure: 'lab_submissions', where: "kind = 'lab.submitted'" },
  { measure: 'chat_opened', where: "kind = 'chat.opened'" },
  { measure: 'chat_diverged', where: "kind = 'chat.diverged'" },
  { measure: 'flashcard_reviews', where: "kind = 'flashcard.reviewed'" },
];

const REPLY_TALLIES: readonly Tally[] = [
  { measure: 'cache_hits', where: "outcome = 'hit'" },
  { measure: 'cache_misses', where: "outcome = 'miss'" },
  { measure: 'hit_duration_ms', where: "outcome = 'hit'", amount: 'duration_ms' },
  { measure: 'hits_timed', where: "outcome = 'hit' AND duration_ms IS NOT NULL" },
  { measure: 'miss_duration_ms', where: "outcome = 'miss'", amount: 'duration_ms' },
  { measure: 'misses_timed', where: "outcome = 'miss' AND duration_ms IS NOT NULL" },
  { measure: 'saved_microdollars', where: "outcome = 'hit'", amount: 'cost_microdollars' },
  { measure: 'unpriced_hits', where: "outcome = 'hit' AND cost_microdollars IS NULL" },
];

const SCORE_TALLIES: readonly Tally[] = [
  { measure: 'quiz_passed', where: "kind = 'quiz.scored' AND outcome = 'passed'" },
  { measure: 'quiz_failed', where: "kind = 'quiz.scored' AND outcome = 'failed'" },
  { measure: 'quiz_scored', where: "kind = 'quiz.scored' AND score IS NOT NULL" },
  { measure: 'quiz_score_sum', where: "kind = 'quiz.scored'", amount: 'score' },
  { measure: 'lab_accepted', where: "kind = 'lab.scored' AND outcome = 'accepted'" },
  { measure: 'lab_needs_work', where: "kind = 'lab.scored' AND outcome = 'needs_work'" },
  { measure: 'lab_scored', where: "kind = 'lab.scored' AND score IS NOT NULL" },
  { measure: 'lab_score_sum', where: "kind = 'lab.scored'", amount: 'score' },
];

const ENROLLMENT_TALLIES: readonly Tally[] = [
  { measure: 'course_completions', where: "kind = 'enrollment.completed'" },
  { measure: 'course_drops', where: "kind = 'enrollment.dropped'" },
];

/** Every measure by scope and day: (scope, name, day, value). */
export const TALLIES_PART = [
  tallied('event', 'true', EVENT_TALLIES),
  tallied('event', "kind = 'chat.reply'", REPLY_TALLIES),
  tallied('score', 'true', SCORE_TALLIES),
  tallied('enrollment', 'true', ENROLLMENT_TALLIES),
  `SELECT scope, 'sessions' AS name, day, sessions AS value FROM sitting`,
  `SELECT scope, 'session_time_ms', day, session_time_ms FROM sitting`,
  `SELECT scope, 'topic_time_ms', day, amount FROM topic_time`,
  `SELECT scope, 'started_topics', first_day, sum(sign) FROM first_of_pair
   WHERE is_begun_now GROUP BY scope, first_day`,
  `SELECT scope, 'completed_topics', completed_day, sum(sign) FROM first_of_pair
   WHERE is_completed_now GROUP BY scope, completed_day`,
  `SELECT scope, 'mastered_topics', day, sum(sign) FROM first_mastery GROUP BY scope, day`,
].join('\nUNION ALL\n');

/** One pass over the rows for all measures that come from them. */
function tallied(from: string, condition: string, tallies: readonly Tally[]): string {
  const columns = tallies.map(
    ({ measure, where, amount }) =>
      `sum(${amount === undefined ? 'sign' : `sign * ${amount}`}) FILTER (WHERE ${where}) AS ${measure}`,
  );
  const rows = tallies.map(({ measure }) => `('${measure}', ${measure}::numeric)`);
  return `SELECT scope, one.name, day, one.value
    FROM (SELECT scope, day, ${columns.join(', ')} FROM ${from} WHERE ${condition}
          GROUP BY scope, day) sums
    CROSS JOIN LATERAL (VALUES ${rows.join(', ')}) AS one (name, value)`;
}
