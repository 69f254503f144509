/**
 * What is summed up day by day, for each course and for everything together. Times are in
 * milliseconds, scores in hundredths of a percent, money in millionths of a US dollar.
 */
export const MEASURES = [
  'events',
  'topic_time_ms',
  'chat_turns',
  'sessions',
  'session_time_ms',
  'started_topics',
  'completed_topics',
  'mastered_topics',
  'course_completions',
  'course_drops',
  'quiz_attempts',
  'quiz_passed',
  'quiz_failed',
  'quiz_scored',
  'quiz_score_sum',
  'lab_submissions',
  'lab_accepted',
  'lab_needs_work',
  'lab_scored',
  'lab_score_sum',
  'chat_opened',
  'chat_diverged',
  'cache_hits',
  'cache_misses',
  'hit_duration_ms',
  'hits_timed',
  'miss_duration_ms',
  'misses_timed',
  'saved_microdollars',
  'unpriced_hits',
  'flashcard_reviews',
] as const;

export type Measure = (typeof MEASURES)[number];
