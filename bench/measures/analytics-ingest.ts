import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Crowd } from '../crowd';
import { inTurn, summary } from '../load/in-turn';
import type { Finding } from '../report';
import type { Stage } from '../stage';
import { shown } from './rate';

const PEOPLE = 1_000;
const EVENTS = 100_000;
const ROUNDS = 5;
const GOAL = 0.5;
const CLERK = 'bench/activity/activity-clerk.js';

/**
 * Events written by the activity log, 2,000 at a time, against a bare INSERT of as many rows and
 * against a bare COPY into the same table. Each round in a new process.
 */
export async function measureAnalyticsIngest(stage: Stage, crowd: Crowd): Promise<Finding[]> {
  const people = (await crowd.students(PEOPLE)).map(({ id }) => id).join(',');
  await stage.pool.query(
    `SELECT ensure_activity_partition(now()), ensure_activity_partition(now() - interval '28 days')`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'trellis-bench-activity-'));
  const result = join(folder, 'per-second');
  let number = 0;
  let written = await eventsOf(stage);
  const compare = async (floor: string, name: string): Promise<Finding> => {
    const rates = await inTurn(ROUNDS, async (side) => {
      number += 1;
      const environment = {
        ACTIVITY_PEOPLE: people,
        ACTIVITY_COUNT: String(EVENTS),
        ACTIVITY_ROUND: String(number),
        ACTIVITY_RESULT: result,
      };
      const path = side === 'trellis' ? CLERK : floor;
      await stage.run({ path, environment }).finish();
      written = await requireMore(stage, written, path);
      return Number(readFileSync(result, 'utf8'));
    });
    const rate = summary(rates);
    return {
      measure: `Activity events written, 2,000 at a time, against a bare ${name}: a second`,
      ...shown(rate),
      goal: `≥ ${GOAL}`,
      isMet: rate.ratio >= GOAL,
    };
  };
  const findings = [
    await compare('bench/floor/bare-activity-insert.js', 'INSERT of many rows'),
    await compare('bench/floor/bare-activity-copy.js', 'COPY'),
  ];
  rmSync(folder, { recursive: true });
  await stage.pool.query('TRUNCATE activity_events');
  return findings;
}

async function eventsOf({ pool }: Stage): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM activity_events',
  );
  return rows[0]?.count ?? 0;
}

/** Raises when a round did not write what it should; gives how many there are now. */
async function requireMore(stage: Stage, before: number, path: string): Promise<number> {
  const after = await eventsOf(stage);
  if (after - before < EVENTS) throw new Error(`${path} wrote ${after - before} events only.`);
  return after;
}
