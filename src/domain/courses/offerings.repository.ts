import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { CourseOffering } from './course-offering.entity';
import { LISTED_OFFERING, offeringSightOf, VISIBLE_OFFERING } from './offering-visibility';

/** What an author says about an offering. */
export type OfferingDraft = Pick<
  CourseOffering,
  | 'termName'
  | 'startsAt'
  | 'endsAt'
  | 'enrollmentStart'
  | 'enrollmentEnd'
  | 'visibility'
  | 'capacity'
>;

/** Offerings and their teachers in PostgreSQL. Reads find only what the actor may see. */
@Injectable()
export class OfferingsRepository {
  constructor(private readonly database: Database) {}

  /** An offering with its course. */
  find(actor: Actor, id: number): Promise<CourseOffering | null> {
    return this.visibleTo(actor, VISIBLE_OFFERING).andWhere('offering.id = :id', { id }).getOne();
  }

  /** Keeps the offering from changing, and others from enrolling in it, until the transaction ends. */
  findForUpdate(actor: Actor, id: number): Promise<CourseOffering | null> {
    return this.visibleTo(actor, VISIBLE_OFFERING)
      .andWhere('offering.id = :id', { id })
      .setLock('for_no_key_update', undefined, ['offering'])
      .getOne();
  }

  /** The latest term first. */
  listOfCourse(actor: Actor, courseId: number, { skip, limit }: Slice): Promise<CourseOffering[]> {
    return this.visibleTo(actor, LISTED_OFFERING)
      .andWhere('offering.course_id = :courseId', { courseId })
      .orderBy({ 'offering.startsAt': 'DESC', 'offering.id': 'DESC' })
      .offset(skip)
      .limit(limit)
      .getMany();
  }

  async insert(courseId: number, draft: OfferingDraft): Promise<number> {
    const { identifiers } = await this.database
      .repository(CourseOffering)
      .insert({ courseId, ...draft });
    return identifiers[0]?.['id'];
  }

  async update(id: number, draft: OfferingDraft): Promise<void> {
    await this.database
      .repository(CourseOffering)
      .update({ id }, { ...draft, updatedAt: new Date() });
  }

  async delete(id: number): Promise<void> {
    await this.database.query(`DELETE FROM course_offerings WHERE id = $1`, [id]);
  }

  /** How many places are taken: everybody but those who dropped it. */
  async placesTaken(id: number): Promise<number> {
    const row = await this.database.queryOne<{ taken: number }>(
      `SELECT coalesce(sum(active + completed), 0)::integer AS taken
       FROM enrollment_totals WHERE course_offering_id = $1`,
      [id],
    );
    return row?.taken ?? 0;
  }

  async isTaughtBy(id: number, userId: number): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM offering_instructors WHERE course_offering_id = $1 AND user_id = $2`,
      [id, userId],
    );
    return row !== null;
  }

  /** Once however often it is called. */
  async addInstructor(id: number, userId: number): Promise<void> {
    await this.database.query(
      `INSERT INTO offering_instructors (course_offering_id, user_id) VALUES ($1, $2)
       ON CONFLICT DO NOTHING`,
      [id, userId],
    );
  }

  async removeInstructor(id: number, userId: number): Promise<void> {
    await this.database.query(
      `DELETE FROM offering_instructors WHERE course_offering_id = $1 AND user_id = $2`,
      [id, userId],
    );
  }

  /**
   * Whether the person writes courses of this university: whoever teaches has that role, and
   * teaches no longer once it is taken. It is not taken before the transaction ends.
   */
  async mayTeach(userId: number, universityId: number): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM role_grants
       WHERE user_id = $1 AND (role = 'PLATFORM_ADMIN'
         OR (role = 'INSTRUCTOR' AND (university_id IS NULL OR university_id = $2)))
       FOR KEY SHARE`,
      [userId, universityId],
    );
    return row !== null;
  }

  private visibleTo(actor: Actor, condition: string): SelectQueryBuilder<CourseOffering> {
    return this.database
      .repository(CourseOffering)
      .createQueryBuilder('offering')
      .innerJoinAndSelect('offering.course', 'course')
      .where(condition, offeringSightOf(actor));
  }
}
