import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import {
  type FallingScores,
  type Inactivity,
  RISK_REASONS,
  type RiskFilter,
  type RiskReason,
  type StudentAtRisk,
} from '../../../domain/analytics/at-risk/student-at-risk';
import type { Page } from '../../../kernel/page';
import { LARGEST_ID, QueryInteger } from '../../http/parameters';

const REASONS = [...RISK_REASONS];

/** Whom to look for. */
export class AtRiskFilterQuery {
  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'Only reasons in this course.' })
  course_id?: number;

  @ApiProperty({
    enum: REASONS,
    required: false,
    example: 'inactivity',
    description: 'Only students with this reason, whatever others they have.',
  })
  @IsOptional()
  @IsIn(REASONS, { message: `value is not one of ${REASONS.join(', ')}` })
  reason?: RiskReason;

  @QueryInteger({
    minimum: 1,
    maximum: 365,
    default: 14,
    description: 'From how many days of 24 hours on somebody is inactive.',
  })
  inactive_days: number = 14;
}

/** Whom to look for, and which part of the list. */
export class AtRiskQuery extends AtRiskFilterQuery {
  @QueryInteger({ minimum: 0, maximum: LARGEST_ID, default: 0, description: 'Rows to leave out.' })
  skip: number = 0;

  @QueryInteger({ minimum: 1, maximum: 100, default: 100, description: 'Rows to return at most.' })
  limit: number = 100;
}

/** One reason; numbers of the other kind are null. */
class AtRiskReasonReply {
  @ApiProperty({
    enum: REASONS,
    example: 'inactivity',
    description: 'Which reason it is, and so which numbers are there.',
  })
  code: RiskReason;

  @ApiProperty({ type: 'integer', example: 1, description: 'The course that the reason lies in.' })
  course_id: number;

  @ApiProperty({ example: 'Introduction to Python', description: 'The title of that course.' })
  course_title: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 21,
    description: 'Of inactivity: whole days of 24 hours.',
  })
  days_inactive: number | null;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-11-01T09:30:00.000Z',
    description: 'Of inactivity: the last own event in the course; null when there never was one.',
  })
  last_active_at: string | null;

  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 61.33,
    description: 'Of falling scores: mean of the latest three in percent, two decimals.',
  })
  recent_average: number | null;

  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 84,
    description: 'Of falling scores: mean of the three before in percent, two decimals.',
  })
  earlier_average: number | null;

  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 22.67,
    description: 'Of falling scores: by how many percentage points the mean fell, two decimals.',
  })
  fall_points: number | null;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-11-20T14:00:00.000Z',
    description: 'Of falling scores: when the latest scored work was handed in.',
  })
  last_scored_at: string | null;
}

class StudentAtRiskReply {
  @ApiProperty({ type: 'integer', example: 1, description: 'The account of the student.' })
  user_id: number;

  @ApiProperty({ example: 'John Doe', description: 'The name in the account.' })
  full_name: string;

  @ApiProperty({
    format: 'email',
    example: 'user@example.com',
    description: 'The address of the account.',
  })
  email: string;

  @ApiProperty({ type: [AtRiskReasonReply], description: 'Inactivity first.' })
  reasons: AtRiskReasonReply[];
}

/** A page of students who may be about to leave. */
export class AtRiskReply {
  @ApiProperty({
    type: [StudentAtRiskReply],
    description:
      'Who has both reasons first, then who was away longest, then whose scores fell most.',
  })
  data: StudentAtRiskReply[];

  @ApiProperty({ type: 'integer', example: 1, description: 'All that match, on any page.' })
  total: number;

  @ApiProperty({ type: 'integer', nullable: true, example: null, description: 'As asked for.' })
  course_id: number | null;

  @ApiProperty({ type: 'integer', example: 14, description: 'As applied.' })
  inactive_days: number;

  @ApiProperty({
    format: 'date-time',
    example: '2026-11-22T12:00:00.000Z',
    description: 'The moment until which events are counted.',
  })
  as_of: string;
}

export function toRiskFilter(query: AtRiskFilterQuery): RiskFilter {
  return {
    courseId: query.course_id ?? null,
    reason: query.reason ?? null,
    inactiveDays: query.inactive_days,
  };
}

export function toAtRisk(page: Page<StudentAtRisk>, filter: RiskFilter, asOf: Date): AtRiskReply {
  return {
    data: page.items.map(({ userId, fullName, email, reasons }) => ({
      user_id: userId,
      full_name: fullName,
      email,
      reasons: reasons.map(toReason),
    })),
    total: page.total,
    course_id: filter.courseId,
    inactive_days: filter.inactiveDays,
    as_of: asOf.toISOString(),
  };
}

export function toReason(reason: Inactivity | FallingScores): AtRiskReasonReply {
  const where = { course_id: reason.courseId, course_title: reason.courseTitle };
  if (reason.code === 'inactivity') {
    return {
      code: reason.code,
      ...where,
      days_inactive: reason.days,
      last_active_at: reason.lastActiveAt?.toISOString() ?? null,
      recent_average: null,
      earlier_average: null,
      fall_points: null,
      last_scored_at: null,
    };
  }
  return {
    code: reason.code,
    ...where,
    days_inactive: null,
    last_active_at: null,
    recent_average: reason.recentAverage,
    earlier_average: reason.earlierAverage,
    fall_points: reason.fall,
    last_scored_at: reason.lastScoredAt.toISOString(),
  };
}
