import { ApiProperty } from '@nestjs/swagger';
import {
  type CourseOffering,
  OFFERING_VISIBILITIES,
  type OfferingVisibility,
} from '../../../domain/courses/course-offering.entity';
import type { OfferingDraft } from '../../../domain/courses/offerings.repository';
import { TextField } from '../../http/fields';
import { MomentField, toMoment } from '../../http/moment-field';
import { ChoiceField, IntegerField } from '../../http/value-fields';

const MOST_PLACES = 1_000_000;

/** A term to open. */
export class CreateOfferingRequest {
  @TextField({ maximum: 100, example: 'Spring 2026' })
  term_name: string;

  @MomentField({ example: '2026-01-15T00:00:00Z', optional: true, nullable: true })
  starts_at?: string | null;

  @MomentField({ example: '2026-05-15T00:00:00Z', optional: true, nullable: true })
  ends_at?: string | null;

  @MomentField({
    example: '2025-12-01T00:00:00Z',
    optional: true,
    nullable: true,
    description: 'From when on students may enrol; at once when absent.',
  })
  enrollment_start?: string | null;

  @MomentField({
    example: '2026-01-31T00:00:00Z',
    optional: true,
    nullable: true,
    description: 'Until when students may enrol; until the term ends when absent.',
  })
  enrollment_end?: string | null;

  @ChoiceField(OFFERING_VISIBILITIES, {
    example: 'PUBLIC',
    optional: true,
    description:
      'PUBLIC is listed, UNLISTED is open to who has its id, PRIVATE to who was put into it. PUBLIC when absent.',
  })
  visibility?: OfferingVisibility;

  @IntegerField({
    minimum: 1,
    maximum: MOST_PLACES,
    example: 30,
    optional: true,
    nullable: true,
    description: 'How many may be enrolled; null is unlimited.',
  })
  capacity?: number | null;
}

/** What changes about a term; absent fields stay as they are. */
export class UpdateOfferingRequest {
  @TextField({ maximum: 100, example: 'Spring 2026', optional: true })
  term_name?: string;

  @MomentField({ example: '2026-01-15T00:00:00Z', optional: true, nullable: true })
  starts_at?: string | null;

  @MomentField({ example: '2026-05-15T00:00:00Z', optional: true, nullable: true })
  ends_at?: string | null;

  @MomentField({ example: '2025-12-01T00:00:00Z', optional: true, nullable: true })
  enrollment_start?: string | null;

  @MomentField({ example: '2026-01-31T00:00:00Z', optional: true, nullable: true })
  enrollment_end?: string | null;

  @ChoiceField(OFFERING_VISIBILITIES, { example: 'UNLISTED', optional: true })
  visibility?: OfferingVisibility;

  @IntegerField({ minimum: 1, maximum: MOST_PLACES, example: 30, optional: true, nullable: true })
  capacity?: number | null;
}

/** A term in which a course is taught. */
export class OfferingReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  course_id: number;

  @ApiProperty({ example: 'Spring 2026' })
  term_name: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-15T00:00:00.000Z',
  })
  starts_at: string | null;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-05-15T00:00:00.000Z',
  })
  ends_at: string | null;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2025-12-01T00:00:00.000Z',
  })
  enrollment_start: string | null;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-31T00:00:00.000Z',
  })
  enrollment_end: string | null;

  @ApiProperty({ enum: [...OFFERING_VISIBILITIES], example: 'PUBLIC' })
  visibility: string;

  @ApiProperty({ type: 'integer', nullable: true, example: 30 })
  capacity: number | null;

  @ApiProperty({ format: 'date-time', example: '2025-11-01T00:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2025-11-01T00:00:00.000Z' })
  updated_at: string;
}

/** An offering as this contract shows it. */
export function toOffering(offering: CourseOffering): OfferingReply {
  return {
    id: offering.id,
    course_id: offering.courseId,
    term_name: offering.termName,
    starts_at: offering.startsAt?.toISOString() ?? null,
    ends_at: offering.endsAt?.toISOString() ?? null,
    enrollment_start: offering.enrollmentStart?.toISOString() ?? null,
    enrollment_end: offering.enrollmentEnd?.toISOString() ?? null,
    visibility: offering.visibility,
    capacity: offering.capacity,
    created_at: offering.createdAt.toISOString(),
    updated_at: offering.updatedAt.toISOString(),
  };
}

/** The domain's words for a term to open. */
export function toOfferingDraft(request: CreateOfferingRequest): OfferingDraft {
  return {
    termName: request.term_name,
    startsAt: toMoment(request.starts_at ?? null),
    endsAt: toMoment(request.ends_at ?? null),
    enrollmentStart: toMoment(request.enrollment_start ?? null),
    enrollmentEnd: toMoment(request.enrollment_end ?? null),
    visibility: request.visibility ?? 'PUBLIC',
    capacity: request.capacity ?? null,
  };
}

/** The domain's words for what changes; undefined is what the request left out. */
export function toOfferingChanges(request: UpdateOfferingRequest): Partial<OfferingDraft> {
  return {
    termName: request.term_name,
    startsAt: toMoment(request.starts_at),
    endsAt: toMoment(request.ends_at),
    enrollmentStart: toMoment(request.enrollment_start),
    enrollmentEnd: toMoment(request.enrollment_end),
    visibility: request.visibility,
    capacity: request.capacity,
  };
}
