import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { CourseOffering } from '../courses/course-offering.entity';
import type { Course } from '../courses/course.entity';
import { Enrollment } from './enrollment.entity';
import type { EnrollmentStatus } from './enrollment-status';

/** An enrolment with the offering and the course that it is in. */
export type EnrollmentInCourse = Enrollment & {
  readonly courseOffering: CourseOffering & { readonly course: Course };
};

/** A student of an offering, as its teachers see them. */
export type Participant = Enrollment & {
  readonly user: { readonly id: number; readonly email: string; readonly fullName: string };
};

/** Enrolments in PostgreSQL. */
@Injectable()
export class EnrollmentsRepository {
  constructor(private readonly database: Database) {}

  /** Whoever's it is: ask the rules before showing it. */
  async find(id: number): Promise<EnrollmentInCourse | null> {
    return (await this.inCourse()
      .where('enrollment.id = :id', { id })
      .getOne()) as EnrollmentInCourse | null;
  }

  /** The same, kept from changing until the transaction ends. */
  async findForUpdate(id: number): Promise<EnrollmentInCourse | null> {
    return (await this.inCourse()
      .where('enrollment.id = :id', { id })
      .setLock('for_no_key_update', undefined, ['enrollment'])
      .getOne()) as EnrollmentInCourse | null;
  }

  /** A student's enrolment in an offering, kept from changing until the transaction ends. */
  async findOwnForUpdate(
    userId: number,
    courseOfferingId: number,
  ): Promise<EnrollmentInCourse | null> {
    return (await this.inCourse()
      .where('enrollment.userId = :userId AND enrollment.courseOfferingId = :courseOfferingId', {
        userId,
        courseOfferingId,
      })
      .setLock('for_no_key_update', undefined, ['enrollment'])
      .getOne()) as EnrollmentInCourse | null;
  }

  /** A student's enrolments, the newest first. */
  async listOf(userId: number, { skip, limit }: Slice): Promise<EnrollmentInCourse[]> {
    return (await this.inCourse()
      .where('enrollment.userId = :userId', { userId })
      .orderBy({ 'enrollment.enrolledAt': 'DESC', 'enrollment.id': 'DESC' })
      .offset(skip)
      .limit(limit)
      .getMany()) as EnrollmentInCourse[];
  }

  /** Everybody in an offering, by name. */
  async listOfOffering(courseOfferingId: number, { skip, limit }: Slice): Promise<Participant[]> {
    return (await this.database
      .repository(Enrollment)
      .createQueryBuilder('enrollment')
      .innerJoinAndSelect('enrollment.user', 'student')
      .where('enrollment.courseOfferingId = :courseOfferingId', { courseOfferingId })
      .orderBy({ 'student.fullName': 'ASC', 'enrollment.id': 'ASC' })
      .offset(skip)
      .limit(limit)
      .getMany()) as Participant[];
  }

  /** Puts a student into an offering; null when there is a row for them already. */
  async insert(userId: number, courseOfferingId: number): Promise<number | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `INSERT INTO enrollments (user_id, course_offering_id, status) VALUES ($1, $2, 'ACTIVE')
       ON CONFLICT DO NOTHING RETURNING id`,
      [userId, courseOfferingId],
    );
    return row?.id ?? null;
  }

  /** Completion is stamped once and taken back when the enrolment is reopened. */
  async setStatus(id: number, status: EnrollmentStatus): Promise<void> {
    await this.database.query(
      `UPDATE enrollments SET status = $2, updated_at = now(),
         completed_at = CASE WHEN $2 = 'COMPLETED' THEN coalesce(completed_at, now()) END,
         enrolled_at = CASE WHEN status = 'DROPPED' AND $2 = 'ACTIVE' THEN now() ELSE enrolled_at END
       WHERE id = $1`,
      [id, status],
    );
  }

  async setProgress(id: number, percent: number): Promise<void> {
    await this.database.query(
      `UPDATE enrollments SET progress_percent = $2, updated_at = now()
       WHERE id = $1 AND progress_percent <> $2`,
      [id, percent],
    );
  }

  /** Whether somebody teaches the student now, in any offering. */
  async isTaughtBy(studentId: number, teacherId: number): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM enrollments enrollment
       JOIN offering_instructors teacher
         ON teacher.course_offering_id = enrollment.course_offering_id
       WHERE enrollment.user_id = $1 AND enrollment.status <> 'DROPPED' AND teacher.user_id = $2`,
      [studentId, teacherId],
    );
    return row !== null;
  }

  async userExists(id: number): Promise<boolean> {
    return (await this.database.queryOne(`SELECT 1 FROM users WHERE id = $1`, [id])) !== null;
  }

  private inCourse(): SelectQueryBuilder<Enrollment> {
    return this.database
      .repository(Enrollment)
      .createQueryBuilder('enrollment')
      .innerJoinAndSelect('enrollment.courseOffering', 'offering')
      .innerJoinAndSelect('offering.course', 'course');
  }
}
