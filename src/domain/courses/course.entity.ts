import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** How demanding a course is, the easiest first. */
export const COURSE_LEVELS = ['INTRODUCTORY', 'INTERMEDIATE', 'ADVANCED', 'GRADUATE'] as const;
export type CourseLevel = (typeof COURSE_LEVELS)[number];

/** What a university teaches: a tree of modules with content in it. */
@Entity('courses')
export class Course {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('text')
  title: string;

  /** Short and unique within the university, e.g. CS101. */
  @Column('text')
  code: string;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('text')
  level: CourseLevel;

  @Column('integer', { name: 'credit_hours' })
  creditHours: number;

  /** While false, only those who write the university's courses know of it. */
  @Column('boolean', { name: 'is_published' })
  isPublished: boolean;

  @Column('integer', { name: 'university_id' })
  universityId: number;

  /** A department of the same university. */
  @Column('integer', { name: 'department_id', nullable: true })
  departmentId: number | null;

  @Column('integer', { name: 'primary_subject_id', nullable: true })
  primarySubjectId: number | null;

  /** Whether tutor replies are served from, and stored in, the reply cache. */
  @Column('boolean', { name: 'cache_enabled' })
  cacheEnabled: boolean;

  /** The language model that tutors this course; null means the installation's default. */
  @Column('text', { nullable: true })
  model: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
