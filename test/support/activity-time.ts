import type { TestDatabase } from './test-database';

/** Tables whose rows tell when people did something. */
const TABLES = [
  'activity_events',
  'chat_messages',
  'chat_sessions',
  'chat_turns',
  'content_progress',
  'course_ratings',
  'discussion_posts',
  'discussion_threads',
  'enrollments',
  'flashcard_reviews',
  'flashcards',
  'generations',
  'lab_reviews',
  'lab_submissions',
  'llm_usage',
  'module_progress',
  'notes',
  'quiz_attempts',
  'refresh_tokens',
  'sign_ins',
  'users',
] as const;

/** The advisory lock of those who collect. */
const COLLECTING = 8_020_001;

/**
 * Moves all that people did into the past by whole days, as if so many days had gone by. What is
 * rolled up is told to be computed anew. Nobody collects meanwhile: a row that is read again while
 * its event has moved and itself has not would be told twice.
 */
export async function letDaysPass(database: TestDatabase, days: number): Promise<void> {
  await ensurePartitions(database);
  await database.query('SELECT pg_advisory_lock($1)', [COLLECTING]);
  try {
    await moveBack(database, days);
  } finally {
    await database.query('SELECT pg_advisory_unlock($1)', [COLLECTING]);
  }
}

async function moveBack(database: TestDatabase, days: number): Promise<void> {
  const columns = await database.query<{ table: string; column: string; type: string }>(
    `SELECT table_name AS table, column_name AS column, data_type AS type
     FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = ANY ($1) AND is_generated = 'NEVER'
       AND data_type IN ('timestamp with time zone', 'date') AND column_name <> 'expires_at'`,
    [TABLES],
  );
  for (const table of TABLES) {
    const moved = columns
      .filter((column) => column.table === table)
      .map(({ column, type }) => `${column} = (${column} - interval '${days} days')::${type}`);
    await database.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await database.query(`UPDATE ${table} SET ${moved.join(', ')}`);
    await database.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
  await database.query('UPDATE activity_rollup_state SET rebuild_wanted_at = now()');
}

async function ensurePartitions(database: TestDatabase): Promise<void> {
  await database.query(
    `SELECT ensure_activity_partition(now() - n * interval '20 days') FROM generate_series(0, 2) n`,
  );
}
