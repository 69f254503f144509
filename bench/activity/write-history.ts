import type { Pool, PoolClient } from 'pg';
import type { Learner } from './campus';
import { copyIn } from './copy-in';
import { copyActivity, type StudyDay, studyHours, studyYear } from './study-year';

/** Lines that are sent at once. */
const CHUNK = 2_000;

/**
 * Writes a year of activity in place of whatever there was, each month's partition before it is
 * attached, so that its indexes are built once. The rollups know nothing of it yet.
 */
export async function writeHistory(
  pool: Pool,
  learners: readonly Learner[],
  count: number,
): Promise<void> {
  const client = await pool.connect();
  try {
    // What one wants to lose at once is dropped, whatever the triggers of its rows say.
    await client.query('TRUNCATE activity_events, activity_people');
    let open: string | null = null;
    for (const day of studyYear(learners, count, new Date())) {
      const month = monthOf(day);
      if (open !== month) {
        if (open !== null) await attach(client, open);
        await client.query(`DROP TABLE IF EXISTS ${tableOf(month)}`);
        await client.query(
          `CREATE TABLE ${tableOf(month)}
             (LIKE activity_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`,
        );
        open = month;
      }
      await copyIn(client, copyActivity(tableOf(month)), chunksOf(day.lines));
    }
    if (open !== null) await attach(client, open);
  } finally {
    client.release();
  }
}

/** Writes so many rows of the last two hours besides; they are in no rollup yet. */
export async function writeTail(
  pool: Pool,
  learners: readonly Learner[],
  count: number,
): Promise<void> {
  const client = await pool.connect();
  try {
    const now = new Date();
    await client.query(
      `SELECT ensure_activity_partition(now()), ensure_activity_partition(now() - interval '2 h')`,
    );
    const lines = studyHours(learners, count, now);
    await copyIn(client, copyActivity('activity_events'), chunksOf(lines));
  } finally {
    client.release();
  }
}

function monthOf({ begin }: StudyDay): string {
  return new Date(begin).toISOString().slice(0, 7);
}

function tableOf(month: string): string {
  return `activity_events_${month.replace('-', '')}`;
}

async function attach(client: PoolClient, month: string): Promise<void> {
  const next = new Date(`${month}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  await client.query(
    `ALTER TABLE activity_events ATTACH PARTITION ${tableOf(month)}
       FOR VALUES FROM ('${month}-01T00:00:00Z') TO ('${next.toISOString()}')`,
  );
}

function* chunksOf(lines: readonly string[]): Generator<string> {
  for (let from = 0; from < lines.length; from += CHUNK) {
    yield lines.slice(from, from + CHUNK).join('');
  }
}
