import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { isEnrolled } from '../courses/visibility';
import { authorScopeOf } from '../universities/authorship';

/** What somebody is to a course. */
export interface CourseStanding {
  /** A student of it, now or formerly: the enrolment is ACTIVE or COMPLETED. */
  readonly takesPart: boolean;
  /** Teaches an offering of it, writes its university's courses, or is a platform admin. */
  readonly looksAfter: boolean;
}

/**
 * Whether a person looks after a course.
 *
 * @param course SQL for the row of the course.
 * @param person SQL for the id of the person.
 * @param everywhere SQL for whether they write courses everywhere.
 * @param universities SQL for the ids of the universities whose courses they write.
 */
export function looksAfter(
  course: string,
  person: string,
  everywhere: string,
  universities: string,
): string {
  return `(${everywhere}::boolean OR ${course}.university_id = ANY(${universities}::integer[])
    OR EXISTS (
      SELECT 1 FROM offering_instructors teacher
      JOIN course_offerings taught ON taught.id = teacher.course_offering_id
      WHERE teacher.user_id = ${person} AND taught.course_id = ${course}.id))`;
}

/** Who is what to a course, in PostgreSQL. */
@Injectable()
export class CourseStandingRepository {
  constructor(private readonly database: Database) {}

  /** Null for a course that is not there. Of a hidden course nobody is a student. */
  find(actor: Actor, courseId: number): Promise<CourseStanding | null> {
    const { everywhere, universityIds } = authorScopeOf(actor);
    return this.database.queryOne<CourseStanding>(
      `SELECT (course.is_published AND ${isEnrolled('$2', 'course.id')}) AS "takesPart",
         ${looksAfter('course', '$2', '$3', '$4')} AS "looksAfter"
       FROM courses course WHERE course.id = $1`,
      [courseId, actor.userId, everywhere, universityIds],
    );
  }
}
