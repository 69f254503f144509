import { deepStrictEqual } from 'node:assert/strict';
import type { Stage } from '../stage';

/**
 * Keeps a copy of what is told to the world until the returned function is called: Trellis deletes
 * from the outbox what it has sent.
 */
export async function overhear({ pool }: Stage): Promise<() => Promise<void>> {
  await pool.query(`
    CREATE TABLE overheard (name text, payload jsonb);
    CREATE FUNCTION overhear() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO overheard (name, payload) VALUES (NEW.name, NEW.payload);
      RETURN NULL;
    END $$;
    CREATE TRIGGER overhear AFTER INSERT ON outbox FOR EACH ROW WHEN (NEW.kind = 'event')
      EXECUTE FUNCTION overhear()`);
  return async () => {
    await pool.query('DROP TABLE overheard; DROP FUNCTION overhear CASCADE');
  };
}

/** Raises AssertionError unless both runs left the same behind. */
export async function requireSameRun(stage: Stage, one: string, other: string): Promise<void> {
  deepStrictEqual(await leftBehind(stage, other), await leftBehind(stage, one));
}

async function leftBehind({ pool }: Stage, runId: string): Promise<unknown[]> {
  const { rows } = await pool.query(
    `SELECT run.agent, run.student_id, run.record_version, run.status, run.progress, run.fence,
            run.result, run.evidence, run.writer, run.model, run.prompt_name, run.prompt_version,
            run.error_code, run.finished_at >= run.started_at AS is_dated,
            plan.user_id, plan.starts_on::text, plan.plan, plan.created_by,
            (SELECT json_agg(json_build_array(name, payload - 'runId') ORDER BY name)
             FROM overheard WHERE payload ->> 'runId' = run.id::text) AS told
     FROM agent_runs run JOIN game_plans plan ON plan.run_id = run.id WHERE run.id = $1`,
    [runId],
  );
  return rows;
}
