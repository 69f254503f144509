import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type {
  LabSubmission,
  QueuedSubmission,
  ReviewDraft,
  SubmissionDraft,
  SubmissionStatus,
  SubmissionSummary,
} from './lab-submission';
import { SUPERVISED_WORK, supervisorParameters } from './student-work';

/** Which submissions a reviewer looks for; null means any. */
export interface QueueFilter {
  readonly status: SubmissionStatus | null;
  readonly courseOfferingId: number | null;
}

const SUMMARY = `work.id, work.user_id AS "userId", work.content_item_id AS "contentItemId",
  work.course_offering_id AS "courseOfferingId", work.attempt_number AS "attemptNumber",
  work.status, work.score, work.feedback, work.submitted_at AS "submittedAt",
  work.reviewed_at AS "reviewedAt"`;

const REVIEWS = `(SELECT coalesce(jsonb_agg(jsonb_build_object(
    'id', review.id, 'reviewerId', review.reviewer_id, 'status', review.status,
    'score', review.score, 'feedback', review.feedback,
    'createdAt', to_char(review.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  ) ORDER BY review.id), '[]')
  FROM lab_reviews review WHERE review.lab_submission_id = work.id)`;

const SUBMISSION = `FROM lab_submissions work
  JOIN users student ON student.id = work.user_id
  JOIN content_items item ON item.id = work.content_item_id
  JOIN courses course ON course.id = item.course_id`;

/** What students hand in for labs, and its reviews, in PostgreSQL. */
@Injectable()
export class LabSubmissionsRepository {
  constructor(private readonly database: Database) {}

  /** Whoever's it is: ask the rules before showing it. */
  find(id: number): Promise<LabSubmission | null> {
    return this.database.queryOne<LabSubmission>(
      `SELECT ${SUMMARY}, work.content, work.links, student.uuid AS "userUuid",
              course.id AS "courseId", course.university_id AS "universityId",
              ${REVIEWS} AS reviews
       ${SUBMISSION} WHERE work.id = $1`,
      [id],
    );
  }

  /** Keeps a submission from being reviewed by others until the transaction ends. */
  async lock(id: number): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM lab_submissions WHERE id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    return row !== null;
  }

  /** Stores the student's next submission for the lab; several at once wait for each other. */
  async insert(userId: number, draft: SubmissionDraft): Promise<number> {
    await this.database.query(`SELECT pg_advisory_xact_lock(hashtext('lab submissions'), $1)`, [
      userId,
    ]);
    const [row] = await this.database.query<{ id: number }>(
      `INSERT INTO lab_submissions
         (user_id, content_item_id, course_offering_id, content, links, attempt_number)
       SELECT $1, $2, $3, $4, $5::text[], coalesce(max(attempt_number), 0) + 1
       FROM lab_submissions WHERE user_id = $1 AND content_item_id = $2 RETURNING id`,
      [userId, draft.contentItemId, draft.courseOfferingId, draft.content, draft.links],
    );
    return (row as { id: number }).id;
  }

  /** Appends a review, which counts from now on. */
  async addReview(id: number, reviewerId: number, review: ReviewDraft): Promise<void> {
    await this.database.query(
      `INSERT INTO lab_reviews (lab_submission_id, reviewer_id, status, score, feedback)
       VALUES ($1, $2, $3, $4, $5)`,
      [id, reviewerId, review.status, review.score, review.feedback],
    );
    await this.database.query(
      `UPDATE lab_submissions SET status = $2, score = $3, feedback = $4, reviewed_at = now()
       WHERE id = $1`,
      [id, review.status, review.score, review.feedback],
    );
  }

  /** A student's submissions, for one lab or for all, the newest first. */
  listOf(userId: number, contentItemId: number | null, slice: Slice): Promise<SubmissionSummary[]> {
    return this.database.query<SubmissionSummary>(
      `SELECT ${SUMMARY} FROM lab_submissions work
       WHERE work.user_id = $1 AND ($2::integer IS NULL OR work.content_item_id = $2)
       ORDER BY work.submitted_at DESC, work.id DESC OFFSET $3 LIMIT $4`,
      [userId, contentItemId, slice.skip, slice.limit],
    );
  }

  /** What the actor may review, whoever waits longest first. Nobody's own is in it. */
  listToReview(actor: Actor, filter: QueueFilter, slice: Slice): Promise<QueuedSubmission[]> {
    return this.database.query<QueuedSubmission>(
      `SELECT ${SUMMARY}, student.full_name AS "userName", item.title AS "contentTitle"
       ${SUBMISSION}
       WHERE ${SUPERVISED_WORK} AND work.user_id <> $3
         AND ($4::text IS NULL OR work.status = $4)
         AND ($5::integer IS NULL OR work.course_offering_id = $5)
       ORDER BY work.submitted_at, work.id OFFSET $6 LIMIT $7`,
      [
        ...supervisorParameters(actor),
        filter.status,
        filter.courseOfferingId,
        slice.skip,
        slice.limit,
      ],
    );
  }
}
