import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** What a course task asks for. */
export interface CourseWork {
  readonly courseId: number;
  readonly moduleId: number | null;
  readonly contentItemId: number | null;
  readonly title: string;
  /** Whether the student has passed all of it. */
  readonly isPassed: boolean;
}

/** The server scores whatever asks questions, instructors labs. Needs `item` and its `type`. */
const IS_SCORED = `(type.name = 'lab' OR EXISTS (
  SELECT 1 FROM jsonb_array_elements(CASE jsonb_typeof(item.data_json->'questions')
    WHEN 'array' THEN item.data_json->'questions' ELSE '[]' END) question
  WHERE question->>'kind' IS DISTINCT FROM 'description'))`;

/**
 * Whether a student passed a scored item: a lab by an instructor's word, everything else by a
 * scored attempt. What students report of their progress has no say. Needs `item` and its `type`.
 *
 * @param student SQL for the id of the student.
 */
function isPassed(student: string): string {
  return `(CASE WHEN type.name = 'lab' THEN EXISTS (
      SELECT 1 FROM lab_submissions lab JOIN lab_reviews review ON review.lab_submission_id = lab.id
      WHERE lab.user_id = ${student} AND lab.content_item_id = item.id
        AND review.status = 'ACCEPTED')
    ELSE EXISTS (
      SELECT 1 FROM quiz_attempts attempt
      WHERE attempt.user_id = ${student} AND attempt.content_item_id = item.id AND attempt.passed)
    END)`;
}

/** The published module and the published ones below it. */
function below(module: string): string {
  return `WITH RECURSIVE below AS (
    SELECT id FROM modules WHERE id = ${module} AND is_published
    UNION ALL
    SELECT child.id FROM modules child JOIN below ON child.parent_module_id = below.id
    WHERE child.is_published
  )`;
}

/** Whether everything scored in a module and below it is passed; null where nothing is scored. */
function moduleIsPassed(module: string, student: string): string {
  return `(${below(module)}
    SELECT bool_and(${isPassed(student)}) FROM content_items item
    JOIN content_types type ON type.id = item.content_type_id
    WHERE item.module_id IN (SELECT id FROM below) AND item.is_published AND ${IS_SCORED})`;
}

/** The course's own students. Needs `course`. */
const TAKES_COURSE = `EXISTS (
  SELECT 1 FROM enrollments enrollment
  JOIN course_offerings offering ON offering.id = enrollment.course_offering_id
  WHERE enrollment.user_id = $1 AND offering.course_id = course.id
    AND enrollment.status IN ('ACTIVE', 'COMPLETED')
    AND ($3::integer IS NULL OR offering.id = $3))`;

/** The module and all above it are published. Needs `module`. */
const LINEAGE_IS_PUBLISHED = `NOT EXISTS (
  WITH RECURSIVE lineage AS (
    SELECT module.id, module.parent_module_id, module.is_published
    UNION ALL
    SELECT parent.id, parent.parent_module_id, parent.is_published
    FROM modules parent JOIN lineage child ON parent.id = child.parent_module_id
  ) SELECT 1 FROM lineage WHERE NOT is_published)`;

/** Whether what a course task asks for is passed; null for every other. Needs `task`. */
export const TASK_IS_PASSED = `CASE
  WHEN task.content_item_id IS NOT NULL THEN (
    SELECT ${isPassed('task.user_id')} FROM content_items item
    JOIN content_types type ON type.id = item.content_type_id
    WHERE item.id = task.content_item_id)
  WHEN task.module_id IS NOT NULL THEN ${moduleIsPassed('task.module_id', 'task.user_id')}
END`;

/** What the server scored in courses, as tasks need it, in PostgreSQL. */
@Injectable()
export class CourseWorkRepository {
  constructor(private readonly database: Database) {}

  /**
   * A published quiz or lab of a course that the student takes.
   *
   * @param offeringId null for whichever offering of the course the student is in.
   */
  findItem(
    studentId: number,
    itemId: number,
    offeringId: number | null,
  ): Promise<CourseWork | null> {
    return this.database.queryOne<CourseWork>(
      `SELECT course.id AS "courseId", NULL::integer AS "moduleId", item.id AS "contentItemId",
              item.title, ${isPassed('$1')} AS "isPassed"
       FROM content_items item
       JOIN content_types type ON type.id = item.content_type_id
       JOIN modules module ON module.id = item.module_id
       JOIN courses course ON course.id = item.course_id
       WHERE item.id = $2 AND item.is_published AND course.is_published AND ${IS_SCORED}
         AND ${LINEAGE_IS_PUBLISHED} AND ${TAKES_COURSE}`,
      [studentId, itemId, offeringId],
    );
  }

  /** The same for a published module that holds at least one quiz or lab. */
  findModule(
    studentId: number,
    moduleId: number,
    offeringId: number | null,
  ): Promise<CourseWork | null> {
    return this.database.queryOne<CourseWork>(
      `SELECT * FROM (
         SELECT course.id AS "courseId", module.id AS "moduleId", NULL::integer AS "contentItemId",
                module.title, ${moduleIsPassed('module.id', '$1')} AS "isPassed"
         FROM modules module JOIN courses course ON course.id = module.course_id
         WHERE module.id = $2 AND course.is_published AND ${LINEAGE_IS_PUBLISHED}
           AND ${TAKES_COURSE}
       ) found WHERE "isPassed" IS NOT NULL`,
      [studentId, moduleId, offeringId],
    );
  }

  /** Whether what a course task asks for is passed now. */
  async isPassed(taskId: string): Promise<boolean> {
    const row = await this.database.queryOne<{ passed: boolean | null }>(
      `SELECT ${TASK_IS_PASSED} AS passed FROM tasks task WHERE task.id = $1`,
      [taskId],
    );
    return row?.passed ?? false;
  }

  /** Ids of unfinished course tasks whose work is passed; of one student, or of everybody. */
  async passedTasks(userId: number | null, most: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT task.id FROM tasks task
       WHERE task.verification = 'course' AND task.status IN ('open', 'submitted', 'returned')
         AND ($1::integer IS NULL OR task.user_id = $1) AND ${TASK_IS_PASSED}
       ORDER BY task.id LIMIT $2`,
      [userId, most],
    );
    return rows.map(({ id }) => id);
  }

  /** Who of these has an unfinished course task. */
  async withOpenTasks(userIds: readonly number[]): Promise<number[]> {
    const rows = await this.database.query<{ userId: number }>(
      `SELECT DISTINCT user_id AS "userId" FROM tasks
       WHERE user_id = ANY($1::integer[]) AND verification = 'course'
         AND status IN ('open', 'submitted', 'returned')`,
      [userIds],
    );
    return rows.map(({ userId }) => userId);
  }
}
