import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { JsonObject } from '../content/json-schema';
import type { GivenAnswers } from './quiz-answers';
import type { Attempt, AttemptOfStudent, AttemptStatus, AttemptSummary } from './quiz-attempt';
import type { QuestionResult, Totals } from './quiz-scoring';
import { SUPERVISED_WORK, supervisorParameters } from './student-work';

/** What an attempt begins with. */
export interface NewAttempt {
  readonly userId: number;
  readonly contentItemId: number;
  readonly courseOfferingId: number | null;
  readonly attemptNumber: number;
  readonly questions: readonly JsonObject[];
  readonly passPercent: number;
  readonly timeLimitSeconds: number | null;
}

/** What closing or reviewing an attempt makes of it. */
export interface Outcome extends Totals {
  readonly status: AttemptStatus;
  readonly answers: GivenAnswers;
  readonly results: readonly QuestionResult[];
  readonly passed: boolean | null;
}

/** Answers that were on their way when the time ran out still count. */
const GRACE = `interval '5 seconds'`;
const IS_OVER = `(work.status = 'IN_PROGRESS' AND work.expires_at IS NOT NULL
  AND work.expires_at + ${GRACE} < now())`;

const SUMMARY = `work.id, work.user_id AS "userId", work.content_item_id AS "contentItemId",
  work.course_offering_id AS "courseOfferingId", work.attempt_number AS "attemptNumber",
  work.points::float8 AS points, work.max_points AS "maxPoints",
  work.percent::float8 AS percent, work.pass_percent AS "passPercent", work.passed,
  work.review_pending AS "reviewPending", work.started_at AS "startedAt",
  work.expires_at AS "expiresAt", work.submitted_at AS "submittedAt"`;
/** In a list, an attempt whose time is up is shown so before anybody opened and closed it. */
const LISTED = `${SUMMARY}, CASE WHEN ${IS_OVER} THEN 'EXPIRED' ELSE work.status END AS status`;
const WHOLE = `${SUMMARY}, work.status, work.questions, work.answers, work.results,
  ${IS_OVER} AS "isOver", student.uuid AS "userUuid", course.id AS "courseId",
  course.university_id AS "universityId"`;

const ATTEMPT = `FROM quiz_attempts work
  JOIN users student ON student.id = work.user_id
  JOIN content_items item ON item.id = work.content_item_id
  JOIN courses course ON course.id = item.course_id`;

/** Attempts at quizzes in PostgreSQL. */
@Injectable()
export class QuizAttemptsRepository {
  constructor(private readonly database: Database) {}

  /** Whoever's it is: ask the rules before showing it. */
  find(id: number): Promise<Attempt | null> {
    return this.database.queryOne<Attempt>(`SELECT ${WHOLE} ${ATTEMPT} WHERE work.id = $1`, [id]);
  }

  /** The same, kept from changing until the transaction ends. */
  findForUpdate(id: number): Promise<Attempt | null> {
    return this.database.queryOne<Attempt>(
      `SELECT ${WHOLE} ${ATTEMPT} WHERE work.id = $1 FOR NO KEY UPDATE OF work`,
      [id],
    );
  }

  /** The one attempt at an item that a student has not finished. */
  findRunning(userId: number, contentItemId: number): Promise<Attempt | null> {
    return this.database.queryOne<Attempt>(
      `SELECT ${WHOLE} ${ATTEMPT}
       WHERE work.user_id = $1 AND work.content_item_id = $2 AND work.status = 'IN_PROGRESS'`,
      [userId, contentItemId],
    );
  }

  /** How many attempts a student began at an item. */
  async countOf(userId: number, contentItemId: number): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT coalesce(max(attempt_number), 0) AS count FROM quiz_attempts
       WHERE user_id = $1 AND content_item_id = $2`,
      [userId, contentItemId],
    );
    return row?.count ?? 0;
  }

  /** Null when the student began another attempt at the item meanwhile. */
  async insert(attempt: NewAttempt): Promise<number | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `INSERT INTO quiz_attempts (user_id, content_item_id, course_offering_id, attempt_number,
         questions, pass_percent, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        attempt.userId,
        attempt.contentItemId,
        attempt.courseOfferingId,
        attempt.attemptNumber,
        JSON.stringify(attempt.questions),
        attempt.passPercent,
        attempt.timeLimitSeconds,
      ],
    );
    return row?.id ?? null;
  }

  /** An attempt that was begun for no offering counts for this one from now on. */
  async countFor(id: number, courseOfferingId: number): Promise<void> {
    await this.database.query(
      `UPDATE quiz_attempts SET course_offering_id = $2, updated_at = now()
       WHERE id = $1 AND course_offering_id IS NULL AND status = 'IN_PROGRESS'`,
      [id, courseOfferingId],
    );
  }

  async saveAnswers(id: number, answers: GivenAnswers): Promise<void> {
    await this.database.query(
      `UPDATE quiz_attempts SET answers = $2, updated_at = now() WHERE id = $1`,
      [id, JSON.stringify(answers)],
    );
  }

  /** Stores how it came out. When it was handed in is stamped once. */
  async saveOutcome(id: number, outcome: Outcome): Promise<void> {
    await this.database.query(
      `UPDATE quiz_attempts SET status = $2, answers = $3, results = $4, points = $5,
         max_points = $6, percent = $7, passed = $8, review_pending = $9, updated_at = now(),
         submitted_at = coalesce(submitted_at,
           CASE WHEN $2 = 'EXPIRED' THEN least(expires_at, now()) ELSE now() END)
       WHERE id = $1`,
      [
        id,
        outcome.status,
        JSON.stringify(outcome.answers),
        JSON.stringify(outcome.results),
        outcome.points,
        outcome.maxPoints,
        outcome.percent,
        outcome.passed,
        outcome.reviewPending,
      ],
    );
  }

  /** A student's attempts, at one item or at all, the newest first. */
  listOf(userId: number, contentItemId: number | null, slice: Slice): Promise<AttemptSummary[]> {
    return this.database.query<AttemptSummary>(
      `SELECT ${LISTED} FROM quiz_attempts work
       WHERE work.user_id = $1 AND ($2::integer IS NULL OR work.content_item_id = $2)
       ORDER BY work.started_at DESC, work.id DESC OFFSET $3 LIMIT $4`,
      [userId, contentItemId, slice.skip, slice.limit],
    );
  }

  /** The attempts at an item of all students whom the actor looks after, the newest first. */
  listSupervised(actor: Actor, contentItemId: number, slice: Slice): Promise<AttemptOfStudent[]> {
    return this.database.query<AttemptOfStudent>(
      `SELECT ${LISTED}, student.full_name AS "userName" ${ATTEMPT}
       WHERE ${SUPERVISED_WORK} AND work.content_item_id = $4
       ORDER BY work.started_at DESC, work.id DESC OFFSET $5 LIMIT $6`,
      [...supervisorParameters(actor), contentItemId, slice.skip, slice.limit],
    );
  }

  /** Whether the person teaches any offering of the course. */
  async teachesCourse(userId: number, courseId: number): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM offering_instructors teacher
       JOIN course_offerings offering ON offering.id = teacher.course_offering_id
       WHERE teacher.user_id = $1 AND offering.course_id = $2 LIMIT 1`,
      [userId, courseId],
    );
    return row !== null;
  }
}
