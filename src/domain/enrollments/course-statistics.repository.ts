import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** Sums over a course, however many students it has: read from totals, never counted row by row. */
export interface CourseSums {
  readonly offerings: number;
  readonly modules: number;
  readonly contentItems: number;
  readonly active: number;
  readonly completed: number;
  readonly dropped: number;
  /** Percents of everybody who is active or completed, added up. */
  readonly progressSum: number;
}

/** Sums over courses in PostgreSQL. */
@Injectable()
export class CourseStatisticsRepository {
  constructor(private readonly database: Database) {}

  async sumsOf(courseId: number): Promise<CourseSums> {
    const row = await this.database.queryOne<CourseSums>(
      `SELECT
         (SELECT count(*)::integer FROM course_offerings WHERE course_id = $1) AS offerings,
         (SELECT count(*)::integer FROM modules WHERE course_id = $1) AS modules,
         (SELECT count(*)::integer FROM content_items item JOIN modules module
            ON module.id = item.module_id WHERE module.course_id = $1) AS "contentItems",
         coalesce(sum(totals.active), 0)::integer AS active,
         coalesce(sum(totals.completed), 0)::integer AS completed,
         coalesce(sum(totals.dropped), 0)::integer AS dropped,
         coalesce(sum(totals.progress_sum), 0)::float8 AS "progressSum"
       FROM course_offerings offering
       JOIN enrollment_totals totals ON totals.course_offering_id = offering.id
       WHERE offering.course_id = $1`,
      [courseId],
    );
    return row as CourseSums;
  }
}
