import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { JsonObject } from './json-schema';
import { CourseModule } from '../courses/course-module.entity';
import { Course } from '../courses/course.entity';
import { ContentType } from './content-type.entity';

/** One piece of learning material in a module. Whoever reads one gets its context with it. */
@Entity('content_items')
export class ContentItem {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer', { name: 'course_id' })
  courseId: number;

  @Column('integer', { name: 'module_id' })
  moduleId: number;

  @Column('integer', { name: 'content_type_id' })
  contentTypeId: number;

  @ManyToOne(() => Course)
  @JoinColumn({ name: 'course_id' })
  course: Course;

  /** A module of the same course. */
  @ManyToOne(() => CourseModule)
  @JoinColumn({ name: 'module_id' })
  module: CourseModule;

  @ManyToOne(() => ContentType)
  @JoinColumn({ name: 'content_type_id' })
  contentType: ContentType;

  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  description: string | null;

  /** Fits the content type's schema. What the service hands to students lacks the answers. */
  @Column('jsonb', { name: 'data_json' })
  dataJson: JsonObject;

  /** Its place in the module; equal places follow their ids. */
  @Column('integer', { name: 'sequence_index' })
  sequenceIndex: number;

  @Column('integer', { name: 'estimated_duration_seconds', nullable: true })
  estimatedDurationSeconds: number | null;

  /** While false, only those who write the university's courses know of it. */
  @Column('boolean', { name: 'is_published' })
  isPublished: boolean;

  /** Whether students see it only while enrolled in an offering of the course. */
  @Column('boolean', { name: 'is_gated' })
  isGated: boolean;

  /** SHA-256 of the lesson and its bank as the tutor sees them. */
  @Column('bytea', { name: 'lesson_hash' })
  lessonHash: Buffer;

  /** Question id to the option keys of that question: what an answer can be. */
  @Column('jsonb', { name: 'option_keys' })
  optionKeys: Record<string, string[]>;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
