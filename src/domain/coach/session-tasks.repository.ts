import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { SessionTask, TaskChanges } from './session-tasks';

/** The ids of tasks that are new, and of those that are open again or cancelled. */
export interface ChangedTasks {
  readonly added: readonly string[];
  readonly changed: readonly string[];
}

/** The source of tasks that sessions made. */
const SOURCE = 'coaching_session';

/** Tasks that come from sessions, in PostgreSQL. */
@Injectable()
export class SessionTasksRepository {
  constructor(private readonly database: Database) {}

  /** In the order in which they were made. */
  listOfSession(studentId: number, sessionId: string): Promise<SessionTask[]> {
    return this.database.query<SessionTask>(
      `SELECT source_key AS key, title, status FROM tasks
       WHERE user_id = $1 AND source = '${SOURCE}' AND split_part(source_key, ':', 1) = $2
       ORDER BY split_part(source_key, ':', 2)::int`,
      [studentId, sessionId],
    );
  }

  /**
   * Carries out changes of one session's tasks; new and reopened ones are due at the next session.
   * What a cancelled task had waiting for a review is withdrawn. A task that was reviewed meanwhile
   * stays done.
   */
  async apply(
    studentId: number,
    coachId: number,
    changes: TaskChanges,
    dueOn: string,
  ): Promise<ChangedTasks> {
    const added = await this.database.query<{ id: string }>(
      `INSERT INTO tasks (user_id, title, due_on, source, source_key, created_by)
       SELECT $1, item.title, $2, '${SOURCE}', item.key, $3
       FROM unnest($4::text[], $5::text[]) AS item (key, title)
       ON CONFLICT (user_id, source, source_key) DO NOTHING RETURNING id`,
      [
        studentId,
        dueOn,
        coachId,
        changes.added.map(({ key }) => key),
        changes.added.map(({ title }) => title),
      ],
    );
    const changed = await this.database.query<{ id: string }>(
      `UPDATE tasks SET updated_at = now(), version = version + 1, due_on = $4,
         status = CASE WHEN source_key = ANY ($2::text[]) THEN 'open' ELSE 'cancelled' END
       WHERE user_id = $1 AND source = '${SOURCE}' AND source_key = ANY ($2::text[] || $3::text[])
         AND status <> 'done' RETURNING id`,
      [studentId, changes.reopened, changes.cancelled, dueOn],
    );
    const ids = { added: added.map(({ id }) => id), changed: changed.map(({ id }) => id) };
    await this.database.query(
      `UPDATE task_submissions SET verdict = 'withdrawn', reviewed_at = now()
       WHERE task_id = ANY ($1::uuid[]) AND verdict IS NULL`,
      [ids.changed],
    );
    return ids;
  }
}
