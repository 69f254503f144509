import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CourseOffering } from '../courses/course-offering.entity';
import { User } from '../users/user.entity';
import type { EnrollmentStatus } from './enrollment-status';

/** One student in one offering; there is at most one such row, whatever happened to it. */
@Entity('enrollments')
export class Enrollment {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id' })
  user?: User;

  @Column('integer', { name: 'course_offering_id' })
  courseOfferingId: number;

  @ManyToOne(() => CourseOffering)
  @JoinColumn({ name: 'course_offering_id' })
  courseOffering?: CourseOffering;

  @Column('text')
  status: EnrollmentStatus;

  /** How much of the course is done, 0 to 100, rounded down; see docs/numbers.md. */
  @Column('integer', { name: 'progress_percent' })
  progressPercent: number;

  @Column('timestamptz', { name: 'enrolled_at' })
  enrolledAt: Date;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt: Date | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
