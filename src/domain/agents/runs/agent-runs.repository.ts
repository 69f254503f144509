import { Injectable } from '@nestjs/common';
import type { JsonValue } from '../../../kernel/json';
import type { Slice } from '../../../kernel/page';
import { Database } from '../../../platform/database/database';
import type { AgentName } from '../agent';
import type { AgentRun, RunOutcome } from './agent-run';

const RUN = `
  SELECT run.id, run.agent, run.student_id AS "studentId", student.uuid AS "studentUuid",
         run.requested_by AS "requestedBy", run.is_metered AS "isMetered", run.input, run.record_version AS "recordVersion",
         run.status, run.progress, run.fence, run.result, run.evidence, run.writer, run.model,
         run.prompt_name AS "promptName", run.prompt_version AS "promptVersion",
         run.error_code AS "errorCode", run.error_message AS "errorMessage",
         run.created_at AS "createdAt", run.finished_at AS "finishedAt"
  FROM agent_runs run JOIN users student ON student.id = run.student_id`;

/** Runs of agents in PostgreSQL. */
@Injectable()
export class AgentRunsRepository {
  constructor(private readonly database: Database) {}

  async insert(run: {
    id: string;
    agent: AgentName;
    studentId: number;
    requestedBy: number | null;
    isMetered: boolean;
    input: JsonValue;
  }): Promise<void> {
    await this.database.query(
      `INSERT INTO agent_runs (id, agent, student_id, requested_by, input, is_metered)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [run.id, run.agent, run.studentId, run.requestedBy, JSON.stringify(run.input), run.isMetered],
    );
  }

  /**
   * How many runs that somebody's programs asked for are under way. Until the transaction ends
   * nobody else counts them; one that nobody has ended for long counts no more.
   */
  async countMetered(userId: number): Promise<number> {
    await this.database.query(`SELECT pg_advisory_xact_lock(hashtext('runs of programs'), $1)`, [
      userId,
    ]);
    const row = await this.database.queryOne<{ runs: number }>(
      `SELECT count(*)::integer AS runs FROM agent_runs
       WHERE requested_by = $1 AND is_metered AND status IN ('queued', 'running')
         AND created_at > now() - interval '15 minutes'`,
      [userId],
    );
    return row?.runs ?? 0;
  }

  find(id: string): Promise<AgentRun | null> {
    return this.database.queryOne<AgentRun>(`${RUN} WHERE run.id = $1`, [id]);
  }

  /** What others asked about a student, and the student themselves; the newest first. */
  listOfStudent(studentId: number, agent: AgentName | null, slice: Slice): Promise<AgentRun[]> {
    return this.database.query<AgentRun>(
      `${RUN} WHERE run.student_id = $1 AND ($2::text IS NULL OR run.agent = $2)
       ORDER BY run.created_at DESC, run.id OFFSET $3 LIMIT $4`,
      [studentId, agent, slice.skip, slice.limit],
    );
  }

  /** What somebody asked for about themselves; the newest first. */
  listOwn(userId: number, agent: AgentName | null, slice: Slice): Promise<AgentRun[]> {
    return this.database.query<AgentRun>(
      `${RUN} WHERE run.student_id = $1 AND run.requested_by = $1
         AND ($2::text IS NULL OR run.agent = $2)
       ORDER BY run.created_at DESC, run.id OFFSET $3 LIMIT $4`,
      [userId, agent, slice.skip, slice.limit],
    );
  }

  /**
   * Begins a run for one more worker, which from now on is the only one that may end it.
   *
   * @returns its fence; null when the run has ended.
   */
  async begin(id: string): Promise<number | null> {
    const row = await this.database.queryOne<{ fence: number }>(
      `UPDATE agent_runs SET status = 'running', fence = fence + 1,
         started_at = coalesce(started_at, now())
       WHERE id = $1 AND status IN ('queued', 'running') RETURNING fence`,
      [id],
    );
    return row?.fence ?? null;
  }

  async setProgress(id: string, fence: number, progress: number): Promise<void> {
    await this.database.query(
      `UPDATE agent_runs SET progress = $3
       WHERE id = $1 AND fence = $2 AND status = 'running' AND progress < $3`,
      [id, fence, progress],
    );
  }

  /** Ends a run well. False when another worker has begun it meanwhile, or it has ended. */
  async succeed(id: string, fence: number, outcome: RunOutcome): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE agent_runs SET status = 'succeeded', progress = 100, result = $3, evidence = $4,
         record_version = $5, writer = $6, model = $7, prompt_name = $8, prompt_version = $9,
         finished_at = now()
       WHERE id = $1 AND fence = $2 AND status = 'running' RETURNING id`,
      [
        id,
        fence,
        JSON.stringify(outcome.result),
        JSON.stringify(outcome.evidence),
        outcome.recordVersion,
        outcome.writer,
        outcome.model,
        outcome.promptName,
        outcome.promptVersion,
      ],
    );
    return rows.length > 0;
  }

  /** Ends a run badly; false as in {@link succeed}. */
  async fail(id: string, fence: number, code: string, message: string): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE agent_runs SET status = 'failed', error_code = $3, error_message = $4,
         finished_at = now()
       WHERE id = $1 AND fence = $2 AND status = 'running' RETURNING id`,
      [id, fence, code, message],
    );
    return rows.length > 0;
  }
}
