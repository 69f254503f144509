import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Recommendation } from './recommendation';

/** Something that the student did. */
export interface RecentActivity {
  readonly kind: 'content_progress' | 'chat' | 'quiz_attempt' | 'lab_submission' | 'enrollment';
  readonly occurredAt: Date;
  /** What it was about: a content item's or an offering's name. */
  readonly title: string;
  readonly courseId: number;
  readonly courseTitle: string;
  readonly contentItemId: number | null;
  readonly progressPercent: number | null;
}

/** An enrolment that is going on, with what a dashboard shows of it. */
export interface ActiveEnrollment {
  readonly id: number;
  readonly courseOfferingId: number;
  readonly termName: string;
  readonly courseId: number;
  readonly courseTitle: string;
  readonly courseCode: string;
  readonly progressPercent: number;
  readonly enrolledAt: Date;
}

/**
 * Points: 3 for the subject of a course they completed, 2 for a subject they chose, 1 for the
 * subject of a course they take, 2 for the level right above the highest they completed in it,
 * 1 for an offering that is open now.
 */
const RECOMMENDED = `
  WITH taken AS MATERIALIZED (
    SELECT offering.course_id, course.title, course.primary_subject_id AS subject_id,
           enrollment.status, array_position($2::text[], course.level) AS level
    FROM enrollments enrollment
    JOIN course_offerings offering ON offering.id = enrollment.course_offering_id
    JOIN courses course ON course.id = offering.course_id
    WHERE enrollment.user_id = $1 AND enrollment.status <> 'DROPPED'
  ), known AS MATERIALIZED (
    SELECT subject_id,
           max(title) FILTER (WHERE status = 'COMPLETED') AS completed,
           max(title) FILTER (WHERE status = 'ACTIVE') AS current,
           max(level) FILTER (WHERE status = 'COMPLETED') AS level
    FROM taken WHERE subject_id IS NOT NULL GROUP BY subject_id
  ), chosen AS MATERIALIZED (
    SELECT subject_id FROM subject_preferences WHERE user_id = $1
  ), subjects_of_interest AS MATERIALIZED (
    SELECT subject_id FROM known UNION SELECT subject_id FROM chosen
  )
  SELECT course.id AS "courseId", course.title, course.code, course.description, course.level,
         subject.name AS subject,
         CASE WHEN known.completed IS NOT NULL THEN 'completed_course'
              WHEN chosen.subject_id IS NOT NULL THEN 'subject_preference'
              ELSE 'current_course' END AS reason,
         CASE WHEN known.completed IS NOT NULL THEN known.completed
              WHEN chosen.subject_id IS NOT NULL THEN subject.name
              ELSE known.current END AS because
  FROM subjects_of_interest interest
  JOIN courses course ON course.primary_subject_id = interest.subject_id AND course.is_published
  JOIN subjects subject ON subject.id = interest.subject_id
  LEFT JOIN known ON known.subject_id = interest.subject_id
  LEFT JOIN chosen ON chosen.subject_id = interest.subject_id
  WHERE course.id NOT IN (SELECT course_id FROM taken)
  ORDER BY (CASE WHEN known.completed IS NOT NULL THEN 3 ELSE 0 END)
         + (CASE WHEN chosen.subject_id IS NOT NULL THEN 2 ELSE 0 END)
         + (CASE WHEN known.current IS NOT NULL THEN 1 ELSE 0 END)
         + (CASE WHEN array_position($2::text[], course.level) = known.level + 1 THEN 2 ELSE 0 END)
         + (CASE WHEN EXISTS (
              SELECT 1 FROM course_offerings offering
              WHERE offering.course_id = course.id AND offering.visibility = 'PUBLIC'
                AND (offering.enrollment_start IS NULL OR offering.enrollment_start <= now())
                AND coalesce(offering.enrollment_end, offering.ends_at, 'infinity') >= now()
            ) THEN 1 ELSE 0 END) DESC,
         course.id
  LIMIT $3`;

const NEWEST = `
  SELECT course.id AS "courseId", course.title, course.code, course.description, course.level,
         subject.name AS subject, 'new_course' AS reason, NULL AS because
  FROM courses course
  LEFT JOIN subjects subject ON subject.id = course.primary_subject_id
  WHERE course.is_published AND course.id <> ALL($2::integer[])
    AND NOT EXISTS (
      SELECT 1 FROM enrollments enrollment
      JOIN course_offerings offering ON offering.id = enrollment.course_offering_id
      WHERE enrollment.user_id = $1 AND enrollment.status <> 'DROPPED'
        AND offering.course_id = course.id)
  ORDER BY course.id DESC
  LIMIT $3`;

/** Each branch takes its newest rows from an index before anything is joined to them. */
const RECENT = `
  SELECT kind, occurred_at AS "occurredAt", recent.title, course.id AS "courseId",
         course.title AS "courseTitle", content_item_id AS "contentItemId",
         progress_percent AS "progressPercent"
  FROM (
    SELECT 'content_progress' AS kind, done.updated_at AS occurred_at, item.title, item.course_id,
           item.id AS content_item_id, done.progress_percent
    FROM (SELECT content_item_id, progress_percent, updated_at FROM content_progress
          WHERE user_id = $1 ORDER BY updated_at DESC LIMIT $2) done
    JOIN content_items item ON item.id = done.content_item_id
    UNION ALL
    SELECT 'chat', session.updated_at, item.title, item.course_id, item.id, NULL
    FROM (SELECT content_item_id, updated_at FROM chat_sessions
          WHERE user_id = $1 ORDER BY updated_at DESC LIMIT $2) session
    JOIN content_items item ON item.id = session.content_item_id
    UNION ALL
    SELECT 'quiz_attempt', attempt.occurred_at, item.title, item.course_id, item.id, NULL
    FROM (SELECT content_item_id, coalesce(submitted_at, started_at) AS occurred_at
          FROM quiz_attempts WHERE user_id = $1 ORDER BY started_at DESC LIMIT $2) attempt
    JOIN content_items item ON item.id = attempt.content_item_id
    UNION ALL
    SELECT 'lab_submission', submission.submitted_at, item.title, item.course_id, item.id, NULL
    FROM (SELECT content_item_id, submitted_at FROM lab_submissions
          WHERE user_id = $1 ORDER BY submitted_at DESC LIMIT $2) submission
    JOIN content_items item ON item.id = submission.content_item_id
    UNION ALL
    SELECT 'enrollment', enrollment.enrolled_at, offering.term_name, offering.course_id, NULL, NULL
    FROM (SELECT course_offering_id, enrolled_at FROM enrollments
          WHERE user_id = $1 ORDER BY enrolled_at DESC LIMIT $2) enrollment
    JOIN course_offerings offering ON offering.id = enrollment.course_offering_id
  ) recent
  JOIN courses course ON course.id = recent.course_id
  ORDER BY occurred_at DESC
  LIMIT $2`;

/** What a dashboard shows of one student, read straight from everybody's tables. */
@Injectable()
export class OverviewRepository {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  activeEnrollments(userId: number, limit: number): Promise<ActiveEnrollment[]> {
    return this.database.prepared<ActiveEnrollment>(
      'overview_enrollments',
      `SELECT enrollment.id, enrollment.course_offering_id AS "courseOfferingId",
              offering.term_name AS "termName", course.id AS "courseId",
              course.title AS "courseTitle", course.code AS "courseCode",
              enrollment.progress_percent AS "progressPercent",
              enrollment.enrolled_at AS "enrolledAt"
       FROM enrollments enrollment
       JOIN course_offerings offering ON offering.id = enrollment.course_offering_id
       JOIN courses course ON course.id = offering.course_id
       WHERE enrollment.user_id = $1 AND enrollment.status = 'ACTIVE'
       ORDER BY enrollment.enrolled_at DESC, enrollment.id DESC LIMIT $2`,
      [userId, limit],
    );
  }

  /** How many different courses the student completed. */
  async completedCourses(userId: number): Promise<number> {
    const [row] = await this.database.prepared<{ count: number }>(
      'overview_completed',
      `SELECT count(DISTINCT offering.course_id)::integer AS count
       FROM enrollments enrollment
       JOIN course_offerings offering ON offering.id = enrollment.course_offering_id
       WHERE enrollment.user_id = $1 AND enrollment.status = 'COMPLETED'`,
      [userId],
    );
    return row?.count ?? 0;
  }

  /**
   * Courses of the subjects that the student chose or has learned, the best first.
   *
   * @param levels course levels, the easiest first.
   */
  recommended(userId: number, levels: readonly string[], limit: number): Promise<Recommendation[]> {
    return this.database.prepared<Recommendation>('overview_recommended', RECOMMENDED, [
      userId,
      levels,
      limit,
    ]);
  }

  /** The newest courses that the student does not take, without those named. */
  newest(userId: number, except: readonly number[], limit: number): Promise<Recommendation[]> {
    return this.database.prepared<Recommendation>('overview_newest', NEWEST, [
      userId,
      except,
      limit,
    ]);
  }

  /** The latest first. */
  recentActivity(userId: number, limit: number): Promise<RecentActivity[]> {
    return this.database.prepared<RecentActivity>('overview_recent', RECENT, [userId, limit]);
  }
}
