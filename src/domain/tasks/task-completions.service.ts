import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** How far a task has come, for somebody who rests something on it. */
export interface TaskCompletion {
  readonly title: string;
  /** YYYY-MM-DD; null when nobody set a day. */
  readonly dueOn: string | null;
  /** When the server or a reviewer found it done; null before. */
  readonly completedAt: Date | null;
  /**
   * Of a task that somebody reviews: when that which was accepted, or waits for its review, was handed
   * in. Null where nothing was, and for a task about a course: handing that in proves nothing.
   */
  readonly handedInAt: Date | null;
  /** Whether it can still be done. */
  readonly isOpen: boolean;
}

/** Tells whether tasks are done, as the server or a reviewer judged. */
@Injectable()
export class TaskCompletions {
  constructor(private readonly database: Database) {}

  /**
   * The state of a person's task.
   *
   * @returns null for a task that is not theirs, and for one that only they themselves judge: their
   *   word for it is no ground for anything that is worth points.
   */
  stateOf(userId: number, taskId: string): Promise<TaskCompletion | null> {
    return this.database.queryOne<TaskCompletion>(
      `SELECT title, due_on AS "dueOn", completed_at AS "completedAt",
              (SELECT max(submitted_at) FROM task_submissions
               WHERE task_id = tasks.id AND tasks.verification = 'review'
                 AND (verdict IS NULL OR verdict = 'accepted'))
                AS "handedInAt",
              status IN ('open', 'submitted', 'returned') AS "isOpen"
       FROM tasks WHERE user_id = $1 AND id = $2 AND verification <> 'self'`,
      [userId, taskId],
    );
  }
}
