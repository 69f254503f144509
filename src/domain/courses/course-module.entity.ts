import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What a module is to its course. The words do not limit how modules nest. */
export const MODULE_TYPES = [
  'COURSE_ROOT',
  'UNIT',
  'CHAPTER',
  'LESSON',
  'TOPIC',
  'SECTION',
  'LAB',
  'QUIZ',
] as const;
export type ModuleType = (typeof MODULE_TYPES)[number];

/** A node in the tree of a course; content hangs on it. */
@Entity('modules')
export class CourseModule {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer', { name: 'course_id' })
  courseId: number;

  /** A module of the same course; null at the top of the tree. */
  @Column('integer', { name: 'parent_module_id', nullable: true })
  parentModuleId: number | null;

  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('text', { name: 'module_type' })
  moduleType: ModuleType;

  /** Its place among its siblings; equal places follow their ids. */
  @Column('integer', { name: 'sequence_index' })
  sequenceIndex: number;

  /** While false, it is hidden from students with everything below it. */
  @Column('boolean', { name: 'is_published' })
  isPublished: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
