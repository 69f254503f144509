import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { OPEN_ALERT, OPEN_ALERTS, type OpenAlert } from '../open-alerts';
import type { BriefDeadline, BriefRun, BriefTask, RecordChange } from './session-brief';

/** What a brief gathers about a student from PostgreSQL. `since` null means everything. */
@Injectable()
export class BriefRepository {
  constructor(private readonly database: Database) {}

  changesOf(studentId: number, since: Date | null): Promise<RecordChange[]> {
    return this.database.query<RecordChange>(
      `SELECT id AS "entryId", kind, updated_at AS at,
              CASE WHEN $2::timestamptz IS NULL OR created_at > $2 THEN 'added'
                   ELSE 'changed' END AS change,
              coalesce(data->>'name', data->>'title', left(data->>'text', 80),
                       concat_ws(' ', data->>'test', data->>'subject', data->>'total')) AS title
       FROM student_record_entries
       WHERE user_id = $1 AND ($2::timestamptz IS NULL OR updated_at > $2)
       ORDER BY updated_at DESC, id DESC LIMIT 50`,
      [studentId, since],
    );
  }

  /** Unfinished ones, overdue ones first, then those done since; what waits for a review is open. */
  tasksOf(studentId: number, since: Date | null, today: string): Promise<BriefTask[]> {
    return this.database.query<BriefTask>(
      `SELECT id, title, due_on AS "dueOn",
              CASE WHEN status = 'done' THEN 'done' WHEN due_on < $3 THEN 'overdue' ELSE 'open' END
                AS status
       FROM tasks
       WHERE user_id = $1 AND (status IN ('open', 'submitted', 'returned')
         OR (status = 'done' AND ($2::timestamptz IS NULL OR completed_at > $2)))
       ORDER BY status DESC, due_on NULLS LAST, id LIMIT 100`,
      [studentId, since, today],
    );
  }

  runsOf(studentId: number, since: Date | null): Promise<BriefRun[]> {
    return this.database.query<BriefRun>(
      `SELECT id, agent, status, created_at AS "createdAt" FROM agent_runs
       WHERE student_id = $1 AND ($2::timestamptz IS NULL OR created_at > $2)
       ORDER BY created_at DESC, id LIMIT 20`,
      [studentId, since],
    );
  }

  alertsOf(studentId: number): Promise<OpenAlert[]> {
    return this.database
      .query<{ alert: OpenAlert }>(
        `SELECT ${OPEN_ALERT} AS alert FROM ${OPEN_ALERTS} alert
         WHERE alert.student_id = $1 ORDER BY alert.severity DESC, alert.opened_at`,
        [studentId],
      )
      .then((rows) => rows.map(({ alert }) => alert));
  }

  /** Of goals that are not reached, from one day to another, both included. */
  deadlinesOf(studentId: number, from: string, to: string): Promise<BriefDeadline[]> {
    return this.database.query<BriefDeadline>(
      `SELECT id AS "goalId", data->>'title' AS title, data->>'deadline' AS "on"
       FROM student_record_entries
       WHERE user_id = $1 AND kind = 'goal' AND data->>'isReached' IS DISTINCT FROM 'true'
         AND data->>'deadline' BETWEEN $2::text AND $3::text
       ORDER BY data->>'deadline', id`,
      [studentId, from, to],
    );
  }

  async readinessOf(studentId: number): Promise<number | null> {
    const row = await this.database.queryOne<{ score: number | null }>(
      `SELECT score::float8 FROM student_readiness WHERE user_id = $1`,
      [studentId],
    );
    return row?.score ?? null;
  }
}
