import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { DocumentReader } from '../documents/document-reader';
import { IS_READABLE } from '../documents/document-columns';
import type { Task, TaskStatus } from './task';
import type { TaskToReview } from './task-submission';
import { TASK } from './tasks.repository';

/** A student whose tasks somebody looks after. */
export type StudentOfReviewer = TaskToReview['student'];

/** A task with its student. */
export type TaskOfStudent = Task & { readonly student: StudentOfReviewer };

/** Which tasks a reviewer looks for; null means any. */
export interface ReviewFilter {
  readonly status: TaskStatus | null;
  readonly studentUuid: string | null;
  /** For instructors only. */
  readonly courseOfferingId: number | null;
}

const STUDENT = `json_build_object('id', student.id, 'uuid', student.uuid,
  'name', student.full_name) AS student`;

/** Tasks of the students whom the coach $1 looks after now, without those of instructors. */
const OF_COACH = `
  FROM tasks task
  JOIN users student ON student.id = task.user_id
  JOIN coach_students link ON link.student_id = task.user_id AND link.coach_id = $1
    AND link.status = 'active'
  LEFT JOIN task_submissions waiting ON waiting.task_id = task.id AND waiting.verdict IS NULL
  WHERE task.verification = 'review' AND task.source <> 'course' AND task.user_id <> $1
    AND ($2::text IS NULL OR task.status = $2) AND ($3::uuid IS NULL OR student.uuid = $3)
    AND $4::integer IS NULL`;

/** Tasks that instructors gave in the offerings that $1 teaches, to students who are in them. */
const OF_INSTRUCTOR = `
  FROM tasks task
  JOIN users student ON student.id = task.user_id
  JOIN offering_instructors teacher ON teacher.course_offering_id = task.course_offering_id
    AND teacher.user_id = $1
  JOIN enrollments enrollment ON enrollment.course_offering_id = task.course_offering_id
    AND enrollment.user_id = task.user_id AND enrollment.status IN ('ACTIVE', 'COMPLETED')
  LEFT JOIN task_submissions waiting ON waiting.task_id = task.id AND waiting.verdict IS NULL
  WHERE task.verification = 'review' AND task.source = 'course' AND task.user_id <> $1
    AND ($2::text IS NULL OR task.status = $2) AND ($3::uuid IS NULL OR student.uuid = $3)
    AND ($4::integer IS NULL OR task.course_offering_id = $4)`;

/** Who looks after whose tasks, in PostgreSQL. */
@Injectable()
export class TaskReviewersRepository {
  constructor(private readonly database: Database) {}

  /** Whoever waits longest first, with the number of all that match. */
  async listToReview(
    role: 'coach' | 'instructor',
    reviewerId: number,
    filter: ReviewFilter,
    slice: Slice,
  ): Promise<Page<TaskOfStudent>> {
    const matches = role === 'coach' ? OF_COACH : OF_INSTRUCTOR;
    const values = [reviewerId, filter.status, filter.studentUuid, filter.courseOfferingId];
    const items = await this.database.query<TaskOfStudent>(
      `SELECT ${TASK}, ${STUDENT} ${matches}
       ORDER BY waiting.submitted_at NULLS LAST, task.created_at, task.id OFFSET $5 LIMIT $6`,
      [...values, slice.skip, slice.limit],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total ${matches}`,
      values,
    );
    return { items, total: count?.total ?? 0 };
  }

  /** A student whom the coach looks after, and goes on doing so until the transaction ends. */
  holdStudentOfCoach(
    coachId: number,
    student: { readonly uuid?: string; readonly id?: number },
  ): Promise<StudentOfReviewer | null> {
    return this.database.queryOne<StudentOfReviewer>(
      `SELECT student.id, student.uuid, student.full_name AS name
       FROM coach_students link JOIN users student ON student.id = link.student_id
       WHERE link.coach_id = $1 AND link.status = 'active' AND student.id <> $1
         AND (student.uuid = $2::uuid OR student.id = $3::integer) FOR SHARE OF link`,
      [coachId, student.uuid ?? null, student.id ?? null],
    );
  }

  /** A student in an offering that the instructor teaches; both stay so, as above. */
  holdStudentOfInstructor(
    instructorId: number,
    offeringId: number,
    studentId: number,
  ): Promise<StudentOfReviewer | null> {
    return this.database.queryOne<StudentOfReviewer>(
      `SELECT student.id, student.uuid, student.full_name AS name
       FROM offering_instructors teacher
       JOIN enrollments enrollment ON enrollment.course_offering_id = teacher.course_offering_id
       JOIN users student ON student.id = enrollment.user_id
       WHERE teacher.user_id = $1 AND teacher.course_offering_id = $2 AND student.id = $3
         AND student.id <> $1 AND enrollment.status IN ('ACTIVE', 'COMPLETED')
       FOR SHARE OF teacher, enrollment`,
      [instructorId, offeringId, studentId],
    );
  }

  /** The course of an offering that the person teaches; null for every other offering. */
  async courseTaughtIn(instructorId: number, offeringId: number): Promise<number | null> {
    const row = await this.database.queryOne<{ courseId: number }>(
      `SELECT offering.course_id AS "courseId" FROM offering_instructors teacher
       JOIN course_offerings offering ON offering.id = teacher.course_offering_id
       WHERE teacher.user_id = $1 AND offering.id = $2`,
      [instructorId, offeringId],
    );
    return row?.courseId ?? null;
  }

  /** Which of these documents the reader may read by the documents' own rules. */
  async readableDocuments(
    reader: DocumentReader,
    ids: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.database.query<{ id: string }>(
      `SELECT document.id FROM documents document
       WHERE ${IS_READABLE} AND document.id = ANY($4::uuid[]) AND document.deleted_at IS NULL`,
      [reader.userId, reader.coachId, reader.readsAll, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
