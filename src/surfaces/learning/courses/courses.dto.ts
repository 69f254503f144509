import { ApiProperty } from '@nestjs/swagger';
import {
  COURSE_LEVELS,
  type Course,
  type CourseLevel,
} from '../../../domain/courses/course.entity';
import type { CourseDraft } from '../../../domain/courses/courses.repository';
import { TextField } from '../../http/fields';
import { LARGEST_ID, QueryInteger, SliceQuery } from '../../http/parameters';
import { ChoiceField, FlagField, IdField, IntegerField } from '../../http/value-fields';

const MOST_CREDIT_HOURS = 1_000;

/** Which courses to list. */
export class CoursesQuery extends SliceQuery {
  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'Only those of a university.' })
  university_id?: number;
}

/** A course to create. */
export class CreateCourseRequest {
  @TextField({ maximum: 200, example: 'Data Structures' })
  title: string;

  @TextField({ maximum: 50, example: 'CS201', description: 'Unique within the university.' })
  code: string;

  @TextField({
    minimum: 0,
    maximum: 5_000,
    example: 'Study of data structures',
    optional: true,
    nullable: true,
  })
  description?: string | null;

  @ChoiceField(COURSE_LEVELS, { example: 'INTERMEDIATE' })
  level: CourseLevel;

  @IntegerField({ minimum: 0, maximum: MOST_CREDIT_HOURS, example: 4 })
  credit_hours: number;

  @IdField()
  university_id: number;

  @IdField({ description: 'A department of that university.', optional: true, nullable: true })
  department_id?: number | null;

  @IdField({ description: 'A subject.', optional: true, nullable: true })
  primary_subject_id?: number | null;

  @FlagField({
    example: true,
    optional: true,
    description: 'Whether tutor replies are shared through the reply cache; true when absent.',
  })
  cache_enabled?: boolean;

  // The contract's clients have no way to publish, so what they create is published from the start.
  @FlagField({
    example: true,
    optional: true,
    description: 'Whether students see the course; true when absent.',
  })
  is_published?: boolean;

  @TextField({
    maximum: 200,
    example: 'claude-sonnet-4-5',
    optional: true,
    nullable: true,
    description: "The language model that tutors this course; null means the installation's own.",
  })
  model?: string | null;
}

/** What changes about a course; absent fields stay as they are. */
export class UpdateCourseRequest {
  @TextField({ maximum: 200, example: 'Data Structures', optional: true })
  title?: string;

  @TextField({ maximum: 50, example: 'CS201', optional: true })
  code?: string;

  @TextField({
    minimum: 0,
    maximum: 5_000,
    example: 'Study of data structures',
    optional: true,
    nullable: true,
  })
  description?: string | null;

  @ChoiceField(COURSE_LEVELS, { example: 'INTERMEDIATE', optional: true })
  level?: CourseLevel;

  @IntegerField({ minimum: 0, maximum: MOST_CREDIT_HOURS, example: 4, optional: true })
  credit_hours?: number;

  @IdField({ optional: true })
  university_id?: number;

  @IdField({ optional: true, nullable: true })
  department_id?: number | null;

  @IdField({ optional: true, nullable: true })
  primary_subject_id?: number | null;

  @FlagField({ example: false, optional: true })
  cache_enabled?: boolean;

  @FlagField({ example: true, optional: true })
  is_published?: boolean;

  @TextField({ maximum: 200, example: 'claude-sonnet-4-5', optional: true, nullable: true })
  model?: string | null;
}

/** A course. */
export class CourseReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ example: 'Introduction to Computer Science' })
  title: string;

  @ApiProperty({ example: 'CS101' })
  code: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'Fundamentals of programming' })
  description: string | null;

  @ApiProperty({ enum: [...COURSE_LEVELS], example: 'INTRODUCTORY' })
  level: string;

  @ApiProperty({ type: 'integer', example: 3 })
  credit_hours: number;

  @ApiProperty({ example: true })
  is_published: boolean;

  @ApiProperty({ type: 'integer', example: 1 })
  university_id: number;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  department_id: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  primary_subject_id: number | null;

  @ApiProperty({ example: true })
  cache_enabled: boolean;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  model: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  updated_at: string;
}

/** A course as this contract shows it. */
export function toCourse(course: Course): CourseReply {
  return {
    id: course.id,
    title: course.title,
    code: course.code,
    description: course.description,
    level: course.level,
    credit_hours: course.creditHours,
    is_published: course.isPublished,
    university_id: course.universityId,
    department_id: course.departmentId,
    primary_subject_id: course.primarySubjectId,
    cache_enabled: course.cacheEnabled,
    model: course.model,
    created_at: course.createdAt.toISOString(),
    updated_at: course.updatedAt.toISOString(),
  };
}

/** The domain's words for a course to create. */
export function toCourseDraft(request: CreateCourseRequest): CourseDraft {
  return {
    title: request.title,
    code: request.code,
    description: request.description ?? null,
    level: request.level,
    creditHours: request.credit_hours,
    isPublished: request.is_published ?? true,
    universityId: request.university_id,
    departmentId: request.department_id ?? null,
    primarySubjectId: request.primary_subject_id ?? null,
    cacheEnabled: request.cache_enabled ?? true,
    model: request.model ?? null,
  };
}

/** The domain's words for what changes; undefined is what the request left out. */
export function toCourseChanges(request: UpdateCourseRequest): Partial<CourseDraft> {
  return {
    title: request.title,
    code: request.code,
    description: request.description,
    level: request.level,
    creditHours: request.credit_hours,
    isPublished: request.is_published,
    universityId: request.university_id,
    departmentId: request.department_id,
    primarySubjectId: request.primary_subject_id,
    cacheEnabled: request.cache_enabled,
    model: request.model,
  };
}
