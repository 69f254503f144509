import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Course } from './course.entity';

/**
 * Who finds an offering. PUBLIC: everybody who sees the course. UNLISTED: who was given its id.
 * PRIVATE: only those who teach it or are enrolled in it.
 */
export const OFFERING_VISIBILITIES = ['PUBLIC', 'UNLISTED', 'PRIVATE'] as const;
export type OfferingVisibility = (typeof OFFERING_VISIBILITIES)[number];

/** One term in which a course is taught. Null times are open: no start, no end, no window. */
@Entity('course_offerings')
export class CourseOffering {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer', { name: 'course_id' })
  courseId: number;

  @ManyToOne(() => Course)
  @JoinColumn({ name: 'course_id' })
  course?: Course;

  @Column('text', { name: 'term_name' })
  termName: string;

  @Column('timestamptz', { name: 'starts_at', nullable: true })
  startsAt: Date | null;

  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt: Date | null;

  /** From when on students may enrol. */
  @Column('timestamptz', { name: 'enrollment_start', nullable: true })
  enrollmentStart: Date | null;

  /** Until when students may enrol. */
  @Column('timestamptz', { name: 'enrollment_end', nullable: true })
  enrollmentEnd: Date | null;

  @Column('text')
  visibility: OfferingVisibility;

  /** How many may be enrolled at once, those who completed it included; null is unlimited. */
  @Column('integer', { nullable: true })
  capacity: number | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
