import type { Pool, PoolClient } from 'pg';
import type { BareJob } from './bare-queue';
import * as reads from './game-plan-reads';

/** What a run ended with; it does for every student. */
interface Template {
  readonly result: string;
  readonly evidence: string;
  readonly writer: string;
  readonly prompt_name: string;
  readonly starts_on: string;
}

interface Run {
  readonly fence: number;
  readonly student_id: number;
  readonly requested_by: number | null;
  readonly agent: string;
}

const BEGIN = `
  UPDATE agent_runs SET status = 'running', fence = fence + 1,
    started_at = coalesce(started_at, now())
  WHERE id = $1 AND status IN ('queued', 'running') RETURNING fence`;
const PROGRESS = `
  UPDATE agent_runs SET progress = $3
  WHERE id = $1 AND fence = $2 AND status = 'running' AND progress < $3`;
const SUCCEED = `
  UPDATE agent_runs SET status = 'succeeded', progress = 100, result = $3, evidence = $4,
    record_version = $5, writer = $6, prompt_name = $7, finished_at = now()
  WHERE id = $1 AND fence = $2 AND status = 'running' RETURNING id`;
const LOCK_STUDENT = 'SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE';
const KEEP_PLAN = `
  INSERT INTO game_plans (user_id, version, run_id, starts_on, plan, created_by)
  SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5 FROM game_plans WHERE user_id = $1
  ON CONFLICT (run_id) DO NOTHING`;
const TELL = `INSERT INTO outbox (kind, name, payload) VALUES ('event', $1, $2)`;

/** A run that Trellis has carried out, to be copied. Raises when there is none. */
export async function readTemplate(pool: Pool, runId: string): Promise<Template> {
  const { rows } = await pool.query<Template>(
    `SELECT result::text, evidence::text, writer, prompt_name, plan.starts_on::text
     FROM agent_runs run JOIN game_plans plan ON plan.run_id = run.id
     WHERE run.id = $1 AND run.status = 'succeeded'`,
    [runId],
  );
  const [template] = rows;
  if (template === undefined) throw new Error(`There is no run ${runId}.`);
  return template;
}

/** Carries out one run: every read and every write of Trellis, nothing in between. */
export function gamePlanRun(pool: Pool, template: Template): (job: BareJob) => Promise<void> {
  return async ({ runId }) => {
    const begun = await pool.query({ name: 'begin', text: BEGIN, values: [runId] });
    if (begun.rows.length === 0) return;
    const run = await one<Run>(pool, 'run', reads.RUN, [runId]);
    await one(pool, 'student', reads.STUDENT, [run.student_id]);
    const { version, targets } = await readRecord(pool, run.student_id);
    await pool.query({ name: 'named', text: reads.NAMED_COLLEGES, values: [targets] });
    await pool.query({ name: 'comparable', text: reads.COMPARABLE_COLLEGES });
    await pool.query({ name: 'rates', text: reads.SUCCESS_RATES });
    const event = { runId, agent: run.agent, studentId: run.student_id };
    await inTransaction(pool, async (client) => {
      await client.query({ name: 'progress', text: PROGRESS, values: [runId, run.fence, 60] });
      await tell(client, 'agent.progress', { ...event, progress: 60 });
    });
    await inTransaction(pool, async (client) => {
      const { result, evidence, writer, prompt_name: prompt, starts_on: startsOn } = template;
      const ended = await client.query({
        name: 'succeed',
        text: SUCCEED,
        values: [runId, run.fence, result, evidence, version, writer, prompt],
      });
      if (ended.rows.length === 0) return;
      const { student_id: student, requested_by: asker } = run;
      await client.query({ name: 'lock', text: LOCK_STUDENT, values: [student] });
      await client.query({
        name: 'keep',
        text: KEEP_PLAN,
        values: [student, runId, startsOn, result, asker],
      });
      await tell(client, 'agent.completed', { ...event, status: 'succeeded' });
    });
  };
}

interface RecordRead {
  readonly version: number;
  /** The names of the target colleges as they are compared; the bench's need no more than this. */
  readonly targets: readonly string[];
}

async function readRecord(pool: Pool, studentId: number): Promise<RecordRead> {
  const [facts, entries] = await Promise.all([
    one<{ version: number }>(pool, 'facts', reads.FACTS, [studentId]),
    pool.query<{ kind: string; data: { name: string } }>({
      name: 'entries',
      text: reads.ENTRIES,
      values: [studentId],
    }),
    pool.query({ name: 'sessions', text: reads.SESSIONS, values: [studentId] }),
    pool.query({ name: 'evidence', text: reads.DOCUMENT_EVIDENCE, values: [studentId] }),
  ]);
  const targets = entries.rows
    .filter(({ kind }) => kind === 'target_college')
    .map(({ data }) => data.name.toLowerCase());
  return { version: facts.version, targets };
}

async function one<Row extends object>(
  pool: Pool,
  name: string,
  text: string,
  values: unknown[],
): Promise<Row> {
  const { rows } = await pool.query<Row>({ name, text, values });
  if (rows[0] === undefined) throw new Error(`There is no ${name}.`);
  return rows[0];
}

async function tell(client: PoolClient, name: string, payload: object): Promise<void> {
  await client.query({ name: 'tell', text: TELL, values: [name, JSON.stringify(payload)] });
}

async function inTransaction(
  pool: Pool,
  work: (client: PoolClient) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
