import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import {
  type DiscussionReport,
  type InvolvedPerson,
  type OwnReport,
  REPORT_STATUSES,
  type ReportResolution,
  type ReportStatus,
} from '../../../domain/community/discussion-report';
import { SliceQuery } from '../../http/parameters';
import { ChoiceField } from '../../http/value-fields';
import { WrittenTextField } from '../../http/written-text-field';

const STATUSES = [...REPORT_STATUSES];
const LONGEST_REASON = 1_000;
const REASON = 'This is mean to somebody.';
const NOTE = 'Talked to both of them.';

/** Why somebody should look at it. */
export class ReportRequest {
  @WrittenTextField({ maximum: LONGEST_REASON, example: REASON })
  reason: string;
}

/** Which reports to list. */
export class ReportsQuery extends SliceQuery {
  @ApiProperty({
    enum: STATUSES,
    required: false,
    example: 'OPEN',
    description: 'Only reports with this status.',
  })
  @IsOptional()
  @IsIn(STATUSES, { message: `value is not one of ${STATUSES.join(', ')}` })
  status?: ReportStatus;
}

/** What becomes of a report. */
export class ResolveReportRequest {
  @ChoiceField(STATUSES, { example: 'RESOLVED' })
  status: ReportStatus;

  @WrittenTextField({
    maximum: LONGEST_REASON,
    example: NOTE,
    optional: true,
    nullable: true,
    description: 'Never shown to students. Null removes it.',
  })
  note?: string | null;
}

/** A report as whoever made it sees it. */
export class OwnReportReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  thread_id: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  post_id: number | null;

  @ApiProperty({ example: REASON })
  reason: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-21T09:00:00.000Z' })
  created_at: string;
}

/** A person whom a report is by or about. */
export class InvolvedPersonReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ example: 'learner-3fa94b07c1de' })
  username: string;
}

/** A report as those see it who look after the course. */
export class ReportReply extends OwnReportReply {
  @ApiProperty({ enum: ['THREAD', 'POST'], example: 'POST' })
  subject: string;

  @ApiProperty({ type: 'integer', example: 1 })
  course_id: number;

  @ApiProperty({ example: 'You are stupid.', description: 'As it was when it was reported.' })
  reported_text: string;

  @ApiProperty({ type: InvolvedPersonReply })
  reporter: InvolvedPersonReply;

  @ApiProperty({
    type: InvolvedPersonReply,
    nullable: true,
    description: 'Null when the account is gone.',
  })
  author: InvolvedPersonReply | null;

  @ApiProperty({ enum: STATUSES, example: 'OPEN' })
  status: string;

  @ApiProperty({ type: 'string', nullable: true, example: NOTE })
  note: string | null;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-21T12:00:00.000Z',
  })
  resolved_at: string | null;
}

/** A report as this contract shows it to who made it. */
export function toOwnReport(report: OwnReport): OwnReportReply {
  return {
    id: report.id,
    thread_id: report.threadId,
    post_id: report.postId,
    reason: report.reason,
    created_at: report.createdAt.toISOString(),
  };
}

/** A report as this contract shows it to those who look after the course. */
export function toReport(report: DiscussionReport): ReportReply {
  return {
    ...toOwnReport(report),
    subject: report.subject,
    course_id: report.courseId,
    reported_text: report.reportedText,
    reporter: toInvolved(report.reporter),
    author: report.author === null ? null : toInvolved(report.author),
    status: report.status,
    note: report.note,
    resolved_at: report.resolvedAt?.toISOString() ?? null,
  };
}

/** The domain's words for what becomes of a report. */
export function toResolution(request: ResolveReportRequest): ReportResolution {
  return { status: request.status, note: request.note };
}

function toInvolved(person: InvolvedPerson): InvolvedPersonReply {
  return { id: person.id, username: person.username };
}
