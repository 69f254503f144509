import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { EnrollmentsByStatus } from './progress-figures';
import type { ReportScope } from './report';

const COUNTS = `
  SELECT offering.course_id AS "courseId",
         count(*) FILTER (WHERE enrollment.status = 'ACTIVE')::integer AS active,
         count(*) FILTER (WHERE enrollment.status = 'COMPLETED')::integer AS completed,
         count(*) FILTER (WHERE enrollment.status = 'DROPPED')::integer AS dropped
  FROM enrollments enrollment
  JOIN course_offerings offering ON offering.id = enrollment.course_offering_id
  WHERE (enrollment.enrolled_at AT TIME ZONE $1)::date BETWEEN $2 AND $3
    AND ($4::integer IS NULL OR offering.course_id = $4)
  GROUP BY offering.course_id`;

/** Who enrolled where, as it stands now. */
@Injectable()
export class EnrollmentCountsRepository {
  constructor(private readonly database: Database) {}

  /**
   * The enrolments that began in the range, by course and present state; courses without any are
   * left out.
   *
   * @param timeZone in PostgreSQL's words.
   */
  async byCourse(
    timeZone: string,
    { range, courseId }: ReportScope,
  ): Promise<Map<number, EnrollmentsByStatus>> {
    const rows = await this.database.prepared<EnrollmentsByStatus & { courseId: number }>(
      'analytics_enrollment_counts',
      COUNTS,
      [timeZone, range.from, range.to, courseId],
    );
    return new Map(
      rows.map(({ courseId: id, active, completed, dropped }) => [
        id,
        { active, completed, dropped },
      ]),
    );
  }

  /** What the courses are called; those that are gone are left out. */
  async titles(courseIds: readonly number[]): Promise<Map<number, string>> {
    const rows = await this.database.prepared<{ id: number; title: string }>(
      'analytics_course_titles',
      `SELECT id, title FROM courses WHERE id = ANY($1::integer[])`,
      [courseIds],
    );
    return new Map(rows.map(({ id, title }) => [id, title]));
  }
}
