import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import type { Student } from './crowd';
import { addJobs } from './floor/bare-queue';
import type { Pair } from './load/in-turn';
import type { ScriptProcess } from './script-process';
import type { Stage } from './stage';

const INPUT = { timelineMonths: 12, focusAreas: null };
const LOOK_MS = 100;
const LONGEST_MS = 120_000;

/** Asks for plans of students, and waits for whoever makes them. */
export class RunDesk {
  private asked = 0;

  constructor(
    private readonly stage: Stage,
    private readonly students: readonly Student[],
    private readonly bare: Queue,
  ) {}

  /**
   * Asks for so many runs, the students taking turns, and waits until all have succeeded.
   *
   * @param side whose jobs they are; its worker runs.
   * @returns the runs' ids and the seconds until the last had succeeded.
   */
  async carryOut(
    side: keyof Pair<unknown>,
    worker: ScriptProcess,
    count: number,
  ): Promise<{ readonly ids: readonly string[]; readonly seconds: number }> {
    const ids = Array.from({ length: count }, () => randomUUID());
    const students = ids.map(() => (this.nextStudent() as Student).id);
    const begin = Date.now();
    await this.stage.pool.query(
      `WITH made AS (
         INSERT INTO agent_runs (id, agent, student_id, requested_by, input)
         SELECT id, 'generate/gameplan', student, student, $3
         FROM unnest($1::uuid[], $2::integer[]) AS run (id, student) RETURNING id
       )
       INSERT INTO outbox (kind, name, payload)
       SELECT 'job', 'agents.run', jsonb_build_object('runId', id) FROM made WHERE $4::boolean`,
      [ids, students, INPUT, side === 'trellis'],
    );
    if (side === 'floor') await addJobs(this.bare, ids);
    return { ids, seconds: ((await this.lastEnd(ids, worker)) - begin) / 1000 };
  }

  /** Waits until a worker of Trellis has sent on all that was written. */
  async empty(worker: ScriptProcess): Promise<void> {
    await this.until(worker, async () => {
      const { rows } = await this.stage.pool.query('SELECT FROM outbox LIMIT 1');
      return rows.length === 0 ? true : null;
    });
  }

  private nextStudent(): Student | undefined {
    this.asked += 1;
    return this.students[this.asked % this.students.length];
  }

  /** When the last run had succeeded, in milliseconds. Raises when one fails. */
  private lastEnd(ids: readonly string[], worker: ScriptProcess): Promise<number> {
    return this.until(worker, async () => {
      const { rows } = await this.stage.pool.query<{ left: number; failed: number; last: number }>(
        `SELECT count(*) FILTER (WHERE status <> 'succeeded')::integer AS left,
                count(*) FILTER (WHERE status = 'failed')::integer AS failed,
                extract(epoch FROM max(finished_at))::float8 * 1000 AS last
         FROM agent_runs WHERE id = ANY($1::uuid[])`,
        [ids],
      );
      const [found] = rows;
      if (found === undefined || found.failed > 0) throw new Error('A run has failed.');
      return found.left === 0 ? found.last : null;
    });
  }

  private async until<Value>(
    worker: ScriptProcess,
    look: () => Promise<Value | null>,
  ): Promise<Value> {
    const deadline = Date.now() + LONGEST_MS;
    for (;;) {
      const value = await look();
      if (value !== null) return value;
      worker.requireAlive();
      if (Date.now() > deadline) throw new Error('The worker does not come to an end.');
      await sleep(LOOK_MS);
    }
  }
}
