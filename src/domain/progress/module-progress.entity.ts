import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** How far a student got in a module of an offering's course. */
@Entity('module_progress')
export class ModuleProgress {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('integer', { name: 'course_offering_id' })
  courseOfferingId: number;

  @Column('integer', { name: 'module_id' })
  moduleId: number;

  /** What the student said of the module as a whole, 0 to 100. */
  @Column('integer', { name: 'reported_percent' })
  reportedPercent: number;

  /** What it comes to together with everything below it, 0 to 100; see docs/numbers.md. */
  @Column('integer', { name: 'progress_percent' })
  progressPercent: number;

  @Column('timestamptz', { name: 'started_at' })
  startedAt: Date;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt: Date | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
