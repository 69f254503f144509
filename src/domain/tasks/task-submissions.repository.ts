import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Evidence, TaskSubmission, Verdict } from './task-submission';

const SUBMISSION = `id, task_id AS "taskId", number, note, links, document_ids AS "documentIds",
  submitted_at AS "submittedAt", verdict, comment, reviewed_at AS "reviewedAt"`;

/** What students hand in for tasks, in PostgreSQL; only a verdict is ever added to it. */
@Injectable()
export class TaskSubmissionsRepository {
  constructor(private readonly database: Database) {}

  /** Everything handed in for these tasks, the oldest first. */
  listOf(taskIds: readonly string[]): Promise<TaskSubmission[]> {
    return this.database.query<TaskSubmission>(
      `SELECT ${SUBMISSION} FROM task_submissions WHERE task_id = ANY($1::uuid[])
       ORDER BY task_id, number`,
      [taskIds],
    );
  }

  /** Whether something was handed in under this reference. */
  async isKnown(taskId: string, reference: string): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM task_submissions WHERE task_id = $1 AND reference = $2`,
      [taskId, reference],
    );
    return row !== null;
  }

  /** Whether a reviewer ever wanted more. */
  async wasReturned(taskId: string): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM task_submissions WHERE task_id = $1 AND verdict = 'returned' LIMIT 1`,
      [taskId],
    );
    return row !== null;
  }

  /** Adds a submission to a locked task. @returns its id. */
  async insert(taskId: string, reference: string, evidence: Evidence): Promise<string> {
    const row = await this.database.queryOne<{ id: string }>(
      `INSERT INTO task_submissions (task_id, number, reference, note, links, document_ids)
       SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4::text[], $5::uuid[]
       FROM task_submissions WHERE task_id = $1 RETURNING id`,
      [taskId, reference, evidence.note, evidence.links, evidence.documentIds],
    );
    return (row as { id: string }).id;
  }

  /**
   * Says what became of the submission of a locked task that waits, if one does.
   *
   * @returns its id; null when none waited.
   */
  async conclude(
    taskId: string,
    verdict: Verdict,
    review: { readonly reviewerId: number | null; readonly comment: string | null },
  ): Promise<string | null> {
    const row = await this.database.queryOne<{ id: string }>(
      `UPDATE task_submissions SET verdict = $2, reviewer_id = $3, comment = $4, reviewed_at = now()
       WHERE task_id = $1 AND verdict IS NULL RETURNING id`,
      [taskId, verdict, review.reviewerId, review.comment],
    );
    return row?.id ?? null;
  }

  /** Which of these documents are the person's own, whole and not deleted. */
  async ownDocuments(userId: number, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM documents WHERE owner_id = $1 AND id = ANY($2::uuid[])
         AND deleted_at IS NULL AND current_version_id IS NOT NULL`,
      [userId, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
