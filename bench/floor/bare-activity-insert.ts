import { hash } from 'node:crypto';
import { Pool } from 'pg';
import { eventsOfRound, workOnActivity } from '../activity/activity-work';

/**
 * The floor of the activity log: bare INSERT statements of many rows, prepared, with whatever keys.
 * It is told DATABASE_URL besides the events.
 */
const COLUMNS = 14;

async function work(): Promise<void> {
  const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 1 });
  await workOnActivity(
    eventsOfRound(),
    async (values: readonly unknown[]) => {
      const rows = values.length / COLUMNS;
      await pool.query({ name: `insert-${rows}`, text: statementOf(rows), values: [...values] });
    },
    (events) =>
      events.flatMap((event) => [
        event.occurredAt.toISOString(),
        hash('md5', event.key),
        event.userId,
        event.kind,
        event.isOwn,
        event.courseId,
        event.topicId,
        event.objectId,
        event.durationMs,
        event.score,
        event.outcome,
        event.costMicrodollars,
        event.source,
        event.knownAt.toISOString(),
      ]),
  );
  await pool.end();
}

function statementOf(rows: number): string {
  const places = Array.from({ length: rows }, (_, row) => {
    const own = Array.from({ length: COLUMNS }, (__, column) => `$${row * COLUMNS + column + 1}`);
    return `(${own.join(', ')})`;
  });
  return `INSERT INTO activity_events (occurred_at, key, user_id, kind, is_own, course_id, topic_id,
    object_id, duration_ms, score, outcome, cost_microdollars, source, known_at)
    VALUES ${places.join(', ')}`;
}

work().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
