import { ApiProperty } from '@nestjs/swagger';
import {
  ENROLLMENT_STATUSES,
  type EnrollmentStatus,
} from '../../../domain/enrollments/enrollment-status';
import type {
  EnrollmentInCourse,
  Participant,
} from '../../../domain/enrollments/enrollments.repository';
import { LARGEST_ID, QueryInteger, SliceQuery } from '../../http/parameters';
import { ChoiceField, IdField } from '../../http/value-fields';

/** Whose enrolments to list. */
export class ParticipantsQuery extends SliceQuery {
  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'The offering.', required: true })
  course_offering_id: number;
}

/** Who enrols where. */
export class EnrollRequest {
  @IdField()
  course_offering_id: number;

  @IdField({
    optional: true,
    description:
      'A student of yours whom you put into another offering that you teach; platform admins put in anybody. Yourself when absent.',
  })
  user_id?: number;
}

/** Where an enrolment should go. */
export class UpdateEnrollmentRequest {
  @ChoiceField(ENROLLMENT_STATUSES, { example: 'COMPLETED' })
  status: EnrollmentStatus;
}

/** The course of an enrolment, in short. */
class EnrolledCourse {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ example: 'Introduction to Computer Science' })
  title: string;

  @ApiProperty({ example: 'CS101' })
  code: string;
}

/** The offering of an enrolment, in short. */
class EnrolledOffering {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

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

  @ApiProperty({ type: EnrolledCourse })
  course: EnrolledCourse;
}

/** What every view of an enrolment shows. */
class EnrollmentRow {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  user_id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  course_offering_id: number;

  @ApiProperty({ enum: [...ENROLLMENT_STATUSES], example: 'ACTIVE' })
  status: string;

  @ApiProperty({ type: 'integer', example: 40, description: 'Of the whole course, 0 to 100.' })
  progress_percent: number;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  enrolled_at: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: null })
  completed_at: string | null;
}

/** An enrolment. */
export class EnrollmentReply extends EnrollmentRow {
  @ApiProperty({ type: EnrolledOffering })
  course_offering: EnrolledOffering;
}

/** An enrolment as those see it who look after the student. */
export class ParticipantReply extends EnrollmentRow {
  @ApiProperty({ example: 'Jane Doe' })
  user_name: string;

  @ApiProperty({ example: 'jane@example.com' })
  user_email: string;
}

/** An enrolment as this contract shows it. */
export function toEnrollment(enrollment: EnrollmentInCourse): EnrollmentReply {
  const { courseOffering: offering } = enrollment;
  return {
    ...toRow(enrollment),
    course_offering: {
      id: offering.id,
      term_name: offering.termName,
      starts_at: offering.startsAt?.toISOString() ?? null,
      ends_at: offering.endsAt?.toISOString() ?? null,
      course: {
        id: offering.course.id,
        title: offering.course.title,
        code: offering.course.code,
      },
    },
  };
}

/** A student of an offering as this contract shows them. */
export function toParticipant(participant: Participant): ParticipantReply {
  return {
    ...toRow(participant),
    user_name: participant.user.fullName,
    user_email: participant.user.email,
  };
}

function toRow(enrollment: EnrollmentInCourse | Participant): EnrollmentRow {
  return {
    id: enrollment.id,
    user_id: enrollment.userId,
    course_offering_id: enrollment.courseOfferingId,
    status: enrollment.status,
    progress_percent: enrollment.progressPercent,
    enrolled_at: enrollment.enrolledAt.toISOString(),
    completed_at: enrollment.completedAt?.toISOString() ?? null,
  };
}
