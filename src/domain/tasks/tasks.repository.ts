import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { CourseReference, Task, TaskDraft, TaskSource, TaskVerification } from './task';

/** The columns of a task; needs the alias `task`. */
export const TASK = `task.id, task.user_id AS "userId", task.title, task.description,
  task.priority, task.estimated_hours::float8 AS "estimatedHours", task.due_on AS "dueOn",
  task.status, task.source, task.verification, task.course_id AS "courseId",
  task.course_offering_id AS "courseOfferingId", task.module_id AS "moduleId",
  task.content_item_id AS "contentItemId", task.reward_points AS "rewardPoints",
  task.completed_at AS "completedAt", task.version, task.created_at AS "createdAt",
  task.updated_at AS "updatedAt"`;

/** Not yet done, nor given up. */
const LIVE = `status IN ('open', 'submitted', 'returned')`;

/** A task to store. */
interface NewTask extends TaskDraft, CourseReference {
  readonly userId: number;
  readonly source: TaskSource;
  /** What makes the creation one: a second one with the same key makes nothing. */
  readonly sourceKey: string;
  readonly verification: TaskVerification;
  readonly rewardPoints: number;
  readonly createdBy: number;
}

/** Tasks in PostgreSQL. Every change raises the version. */
@Injectable()
export class TasksRepository {
  constructor(private readonly database: Database) {}

  /** Whoever's it is: ask the rules before showing it. */
  find(id: string): Promise<Task | null> {
    return this.database.queryOne<Task>(`SELECT ${TASK} FROM tasks task WHERE task.id = $1`, [id]);
  }

  /** The same, kept from changing until the transaction ends. */
  findForUpdate(id: string): Promise<Task | null> {
    return this.database.queryOne<Task>(
      `SELECT ${TASK} FROM tasks task WHERE task.id = $1 FOR NO KEY UPDATE`,
      [id],
    );
  }

  findBySourceKey(userId: number, source: TaskSource, sourceKey: string): Promise<Task | null> {
    return this.database.queryOne<Task>(
      `SELECT ${TASK} FROM tasks task
       WHERE task.user_id = $1 AND task.source = $2 AND task.source_key = $3`,
      [userId, source, sourceKey],
    );
  }

  /** How many tasks of their own a student has not finished. */
  async countOwnRecent(userId: number): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(*)::int AS count FROM tasks
       WHERE user_id = $1 AND source = 'self'
         AND (${LIVE} OR created_at > now() - interval '24 hours')`,
      [userId],
    );
    return row?.count ?? 0;
  }

  /** Whether anybody is left who may review a task that others gave. */
  async hasReviewer(id: string): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM tasks task WHERE task.id = $1 AND CASE WHEN task.source = 'course' THEN EXISTS (
           SELECT 1 FROM enrollments enrollment
           JOIN offering_instructors teacher USING (course_offering_id)
           WHERE enrollment.course_offering_id = task.course_offering_id
             AND enrollment.user_id = task.user_id AND teacher.user_id <> task.user_id
             AND enrollment.status IN ('ACTIVE', 'COMPLETED'))
         ELSE EXISTS (
           SELECT 1 FROM coach_students link
           WHERE link.student_id = task.user_id AND link.status = 'active')
         END`,
      [id],
    );
    return row !== null;
  }

  /** @returns null when a task with this key was made before. */
  insert(task: NewTask): Promise<Task | null> {
    return this.database.queryOne<Task>(
      `INSERT INTO tasks AS task (user_id, title, description, priority, estimated_hours, due_on,
         source, source_key, verification, course_id, course_offering_id, module_id,
         content_item_id, reward_points, created_by, reward_set_by, reward_set_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::integer, $15::integer,
         CASE WHEN $14 > 0 THEN $15::integer END, CASE WHEN $14 > 0 THEN now() END)
       ON CONFLICT (user_id, source, source_key) DO NOTHING RETURNING ${TASK}`,
      [
        task.userId,
        task.title,
        task.description,
        task.priority,
        task.estimatedHours,
        task.dueOn,
        task.source,
        task.sourceKey,
        task.verification,
        task.courseId,
        task.courseOfferingId,
        task.moduleId,
        task.contentItemId,
        task.rewardPoints,
        task.createdBy,
      ],
    );
  }

  /** Stores what a locked task says now. */
  async update(
    id: string,
    said: Pick<Task, 'title' | 'description' | 'priority' | 'estimatedHours' | 'dueOn'>,
  ): Promise<void> {
    await this.database.query(
      `UPDATE tasks SET title = $2, description = $3, priority = $4, estimated_hours = $5,
         due_on = $6, version = version + 1, updated_at = now() WHERE id = $1`,
      [id, said.title, said.description, said.priority, said.estimatedHours, said.dueOn],
    );
  }

  /** Moves a locked task on, but never to done. */
  async setStatus(
    id: string,
    status: 'open' | 'submitted' | 'returned' | 'cancelled',
  ): Promise<void> {
    await this.database.query(
      `UPDATE tasks SET status = $2, version = version + 1, updated_at = now() WHERE id = $1`,
      [id, status],
    );
  }

  /** Promises points for a locked task that had none. */
  async setReward(id: string, points: number, by: number): Promise<void> {
    await this.database.query(
      `UPDATE tasks SET reward_points = $2, reward_set_by = $3, reward_set_at = now() WHERE id = $1`,
      [id, points, by],
    );
  }

  /** Ends a locked task. @param by who judged; null for the server. */
  async complete(id: string, by: number | null): Promise<void> {
    await this.database.query(
      `UPDATE tasks SET status = 'done', completed_at = now(), completed_by = $2,
         version = version + 1, updated_at = now() WHERE id = $1`,
      [id, by],
    );
  }
}
