import { Injectable } from '@nestjs/common';
import { QueryFailedError, type SelectQueryBuilder } from 'typeorm';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { Course } from './course.entity';
import { sightOf, VISIBLE_COURSE } from './visibility';

/** What an author says about a course. */
export type CourseDraft = Omit<Course, 'id' | 'createdAt' | 'updatedAt'>;

const UNIQUE_VIOLATION = '23505';

/** Written by hand: a catalogue is what every app opens with. */
const COURSES_IN_SIGHT = `
  SELECT course.id, course.title, course.code, course.description, course.level,
         course.credit_hours AS "creditHours", course.is_published AS "isPublished",
         course.university_id AS "universityId", course.department_id AS "departmentId",
         course.primary_subject_id AS "primarySubjectId", course.cache_enabled AS "cacheEnabled",
         course.model, course.created_at AS "createdAt", course.updated_at AS "updatedAt"
  FROM courses course
  WHERE ($1::boolean OR course.university_id = ANY($2::integer[]) OR course.is_published)
    AND ($3::integer IS NULL OR course.university_id = $3)
  ORDER BY course.id OFFSET $4 LIMIT $5`;

/** Courses in PostgreSQL. Reads find only what the actor may see. */
@Injectable()
export class CoursesRepository {
  constructor(private readonly database: Database) {}

  find(actor: Actor, id: number): Promise<Course | null> {
    return this.visibleTo(actor).andWhere('course.id = :id', { id }).getOne();
  }

  /** Keeps the course from changing until the transaction ends. */
  findForUpdate(actor: Actor, id: number): Promise<Course | null> {
    return this.visibleTo(actor)
      .andWhere('course.id = :id', { id })
      .setLock('pessimistic_write')
      .getOne();
  }

  /** Keeps the course from being removed until the transaction ends. */
  findForReference(actor: Actor, id: number): Promise<Course | null> {
    return this.visibleTo(actor)
      .andWhere('course.id = :id', { id })
      .setLock('for_key_share')
      .getOne();
  }

  /** Keeps others from rearranging the course's tree until the transaction ends. */
  findForArrangement(actor: Actor, id: number): Promise<Course | null> {
    return this.visibleTo(actor)
      .andWhere('course.id = :id', { id })
      .setLock('for_no_key_update')
      .getOne();
  }

  /** In the order in which they were created, of one university or of all. */
  list(actor: Actor, universityId: number | null, { skip, limit }: Slice): Promise<Course[]> {
    const { seesAllDrafts, authoredUniversities } = sightOf(actor);
    return this.database.prepared<Course>('courses_in_sight', COURSES_IN_SIGHT, [
      seesAllDrafts,
      authoredUniversities,
      universityId,
      skip,
      limit,
    ]);
  }

  /** Stores a course; null when the university has one with this code. */
  async insert(draft: CourseDraft): Promise<Course | null> {
    return this.unlessCodeIsTaken(async () => {
      const { identifiers } = await this.database.repository(Course).insert({ ...draft });
      return this.database.repository(Course).findOneByOrFail({ id: identifiers[0]?.['id'] });
    });
  }

  /** Stores the course anew; null when the university has another with this code. */
  async update(id: number, draft: CourseDraft): Promise<Course | null> {
    return this.unlessCodeIsTaken(async () => {
      const courses = this.database.repository(Course);
      await courses.update({ id }, { ...draft, updatedAt: new Date() });
      return courses.findOneByOrFail({ id });
    });
  }

  /**
   * Removes a course with all that hangs on it. Its content is locked before the course, as those
   * who change an item lock it before they look at its course.
   */
  async delete(id: number): Promise<void> {
    await this.database.query(
      `SELECT id FROM content_items WHERE course_id = $1 ORDER BY id FOR UPDATE`,
      [id],
    );
    await this.database.query(`DELETE FROM courses WHERE id = $1`, [id]);
  }

  async subjectExists(id: number): Promise<boolean> {
    const row = await this.database.queryOne(`SELECT 1 FROM subjects WHERE id = $1`, [id]);
    return row !== null;
  }

  private visibleTo(actor: Actor): SelectQueryBuilder<Course> {
    return this.database
      .repository(Course)
      .createQueryBuilder('course')
      .where(VISIBLE_COURSE, sightOf(actor));
  }

  /** A statement that fails ends its transaction: after null the caller can only give up. */
  private async unlessCodeIsTaken(write: () => Promise<Course>): Promise<Course | null> {
    try {
      return await write();
    } catch (error) {
      if (error instanceof QueryFailedError && isUniqueViolation(error)) return null;
      throw error;
    }
  }
}

/** The code within its university is the one thing about a course that must be unique. */
function isUniqueViolation(error: QueryFailedError): boolean {
  return (error.driverError as { code?: unknown }).code === UNIQUE_VIOLATION;
}
