import type { TableRules } from './table-rule';

/** What people did and when: numbers and kinds only, no words of theirs. */
export const ANALYTICS_TABLES: TableRules = {
  activity_events: {
    persons: { user_id: 'named' },
    texts: { kind: 'code', outcome: 'code', source: 'code' },
    export: {
      file: 'activity.json',
      about: 'What you did and when; course, lesson and object are the numbers of the other files',
      select: `SELECT occurred_at, kind, is_own, course_id, topic_id, object_id, duration_ms, score,
          outcome, source
        FROM activity_events WHERE user_id = {id} ORDER BY occurred_at, key`,
    },
    // A trigger takes them with the row of the account, and has everybody's sums made anew.
    erasure: { by: 'account' },
  },
  activity_people: {
    persons: { user_id: 'owner' },
    texts: {},
    export: { left: 'When you were here first and last, reckoned from activity.json.' },
    erasure: { by: 'account' },
  },
  score_trends: {
    persons: { user_id: 'owner' },
    texts: {},
    export: { left: 'Sums over scores that are in the activity.' },
    erasure: { by: 'account' },
  },
};
