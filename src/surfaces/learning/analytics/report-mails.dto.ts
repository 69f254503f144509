import { ApiProperty } from '@nestjs/swagger';
import {
  MAIL_FREQUENCIES,
  type MailFrequency,
  type ReportMail,
  type ReportMailChanges,
  type ReportMailWish,
} from '../../../domain/analytics/report-mails/report-mail';
import {
  REPORT_NAMES,
  type ReportName,
} from '../../../domain/analytics/reports/report-tables.service';
import { nextMailOn } from '../../../domain/analytics/report-mails/report-period';
import { ChoiceField, FlagField, IdField } from '../../http/value-fields';

const FREQUENCY =
  'Of each day, week (Monday to Sunday) or calendar month that is over, at six in the morning of ' +
  'the reporting time zone.';

/** A report to be mailed. */
export class CreateReportMailRequest {
  @ChoiceField(REPORT_NAMES, { example: 'engagement', description: 'Which report to mail.' })
  report: ReportName;

  @ChoiceField(MAIL_FREQUENCIES, { example: 'weekly', description: FREQUENCY })
  frequency: MailFrequency;

  @IdField({
    optional: true,
    nullable: true,
    description: 'Only this course; absent or null, everything. Not for the overview.',
  })
  course_id?: number | null;
}

/** What changes about a mail; both are optional. */
export class ChangeReportMailRequest {
  @ChoiceField(MAIL_FREQUENCIES, { example: 'monthly', description: FREQUENCY, optional: true })
  frequency?: MailFrequency;

  @FlagField({
    example: true,
    optional: true,
    description:
      'Whether nothing is sent. Periods that end while it is paused are not mailed later.',
  })
  is_paused?: boolean;
}

/** A report that you get by mail. */
export class ReportMailReply {
  @ApiProperty({ type: 'integer', example: 1, description: 'To change or end it by.' })
  id: number;

  @ApiProperty({
    enum: [...REPORT_NAMES],
    example: 'engagement',
    description: 'Which report is mailed.',
  })
  report: ReportName;

  @ApiProperty({ enum: [...MAIL_FREQUENCIES], example: 'weekly', description: FREQUENCY })
  frequency: MailFrequency;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: null,
    description: 'Only this course; null for everything.',
  })
  course_id: number | null;

  @ApiProperty({ example: false, description: 'Whether nothing is sent until it is resumed.' })
  is_paused: boolean;

  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    example: '2026-11-30',
    description: 'On which day of the reporting time zone the next one is due; null when paused.',
  })
  next_mail_on: string | null;

  @ApiProperty({
    format: 'date-time',
    example: '2026-11-22T12:00:00.000Z',
    description: 'When it was asked for.',
  })
  created_at: string;
}

export function toReportMailWish(request: CreateReportMailRequest): ReportMailWish {
  const { report, frequency, course_id: courseId } = request;
  return { report, frequency, courseId: courseId ?? null };
}

export function toReportMailChanges(request: ChangeReportMailRequest): ReportMailChanges {
  return {
    ...(request.frequency === undefined ? {} : { frequency: request.frequency }),
    ...(request.is_paused === undefined ? {} : { isPaused: request.is_paused }),
  };
}

export function toReportMail(mail: ReportMail): ReportMailReply {
  return {
    id: mail.id,
    report: mail.report,
    frequency: mail.frequency,
    course_id: mail.courseId,
    is_paused: mail.isPaused,
    next_mail_on: mail.isPaused ? null : nextMailOn(mail.frequency, mail.mailedThrough),
    created_at: mail.createdAt.toISOString(),
  };
}
