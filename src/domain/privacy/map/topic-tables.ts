import type { TableRules } from './table-rule';

/** What live topics told lately. */
export const TOPIC_TABLES: TableRules = {
  topic_entries: {
    persons: { subject_ids: 'named', topic: 'named' },
    texts: { topic: 'code', type: 'code', data: 'code' },
    export: { left: 'Announcements of the last day; what they announce is in the other files.' },
    erasure: {
      by: 'statements',
      statements: [`DELETE FROM topic_entries WHERE {id} = ANY(subject_ids)`],
    },
  },
  topic_heads: {
    persons: { topic: 'named' },
    texts: { topic: 'code' },
    export: { left: 'How far announcements were counted.' },
    erasure: {
      by: 'statements',
      statements: [
        `DELETE FROM topic_heads WHERE topic IN (
           'student:' || {uuid}, 'user:' || {uuid}, 'crisis_alerts:' || {id})
         OR topic IN (SELECT 'session:' || id FROM chat_sessions WHERE user_id = {id})
         OR topic IN (SELECT 'job:' || id FROM agent_runs WHERE student_id = {id})
         OR topic IN (SELECT 'job:' || id FROM personal_data_exports WHERE user_id = {id})`,
      ],
    },
  },
};
