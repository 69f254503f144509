import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';

const KNOWN = `
  SELECT $2::integer IS NULL OR EXISTS (SELECT FROM courses WHERE id = $2) AS "isCourseKnown",
         (least((SELECT min(occurred_at) FROM activity_events),
                (SELECT min(created_at) FROM users)) AT TIME ZONE $1)::date::text AS "firstDay"`;

/** What reports can be about. */
@Injectable()
export class ReportScopesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Whether there is this course, and the first day that anything is known of: an event or a
   * sign-up. Null while there is neither.
   *
   * @param timeZone in PostgreSQL's words.
   * @param courseId null for no course in particular, which there always is.
   */
  async known(
    timeZone: string,
    courseId: number | null,
  ): Promise<{ readonly isCourseKnown: boolean; readonly firstDay: string | null }> {
    const [row] = await this.database.prepared<{ isCourseKnown: boolean; firstDay: string | null }>(
      'analytics_report_scope',
      KNOWN,
      [timeZone, courseId],
    );
    return row ?? { isCourseKnown: false, firstDay: null };
  }
}
