import type { TableRules } from './table-rule';

/** What people were told. Names, titles and words are read where they are when it is shown. */
export const NOTIFICATION_TABLES: TableRules = {
  notifications: {
    persons: { user_id: 'owner', subject_id: 'owner', actor_id: 'author' },
    texts: {
      occasion: 'code',
      kind: 'code',
      standing: 'code',
      target_type: 'code',
      target_id: 'code',
      facts: 'code',
    },
    export: {
      file: 'notifications.json',
      about: 'What you were told, and when you read it; what it was about is in the other files',
      select: `SELECT kind, course_id,
          CASE WHEN standing = 'self' THEN target_type END AS target_type,
          CASE WHEN standing = 'self' THEN target_id END AS target_id,
          CASE WHEN standing = 'self' THEN facts END AS facts, occurred_at, read_at
        FROM notifications WHERE user_id = {id} ORDER BY sequence`,
    },
    erasure: { by: 'account' },
  },
  notification_preferences: {
    persons: { user_id: 'owner' },
    texts: { kind: 'code' },
    export: {
      file: 'notification-preferences.json',
      about: 'Of what you wanted to be told otherwise than everybody',
      select: `SELECT kind, in_app, mail, changed_at FROM notification_preferences
        WHERE user_id = {id} ORDER BY kind`,
    },
    erasure: { by: 'account' },
  },
};
