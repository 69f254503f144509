import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** How far a student got in a content item of an offering's course. */
@Entity('content_progress')
export class ContentProgress {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('integer', { name: 'course_offering_id' })
  courseOfferingId: number;

  @Column('integer', { name: 'content_item_id' })
  contentItemId: number;

  /** 0 to 100. */
  @Column('integer', { name: 'progress_percent' })
  progressPercent: number;

  @Column('timestamptz', { name: 'started_at' })
  startedAt: Date;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt: Date | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
