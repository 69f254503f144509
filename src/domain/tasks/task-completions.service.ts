import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { TASK_IS_PASSED } from './course-work.repository';

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

/** What a task asks for, for somebody who wants to rest something on it. */
interface TaskGround {
  /** Whether what it asks for in a course is passed, although nobody ended the task yet. */
  readonly isPassed: boolean;
  /** Whether the person teaches the course that it is about, or may write it: they set the bar. */
  readonly isOwnCourse: boolean;
  /** This task, and the person's others about the very same quiz, lab or module. */
  readonly sameWork: readonly string[];
}

const MAY_WRITE = `EXISTS (
  SELECT FROM role_grants held WHERE held.user_id = task.user_id
    AND (held.role = 'PLATFORM_ADMIN' OR (held.role = 'INSTRUCTOR'
      AND (held.university_id IS NULL OR held.university_id = course.university_id))))`;

const TEACHES = `EXISTS (
  SELECT FROM offering_instructors teacher
  JOIN course_offerings offering ON offering.id = teacher.course_offering_id
  WHERE teacher.user_id = task.user_id AND offering.course_id = course.id)`;

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

  /** @returns null for a task that is not theirs. */
  groundOf(userId: number, taskId: string): Promise<TaskGround | null> {
    return this.database.queryOne<TaskGround>(
      `SELECT coalesce(${TASK_IS_PASSED}, false) AS "isPassed",
              task.verification = 'course' AND EXISTS (
                SELECT FROM courses course
                WHERE course.id = task.course_id AND (${MAY_WRITE} OR ${TEACHES})
              ) AS "isOwnCourse",
              ARRAY(SELECT other.id FROM tasks other
                    WHERE other.user_id = task.user_id AND (other.id = task.id
                      OR other.content_item_id = task.content_item_id
                      OR other.module_id = task.module_id)) AS "sameWork"
       FROM tasks task WHERE task.user_id = $1 AND task.id = $2`,
      [userId, taskId],
    );
  }
}
