import { ApiProperty } from '@nestjs/swagger';
import type { Report } from '../../../domain/analytics/reports/report';
import type { DayRange } from '../../../domain/analytics/rollups/day-range';

/** The days that figures are about. */
export class ReportPeriodReply {
  @ApiProperty({ format: 'date', example: '2026-02-01', description: 'First day, inclusive.' })
  date_from: string;

  @ApiProperty({ format: 'date', example: '2026-02-25', description: 'Last day, inclusive.' })
  date_to: string;
}

/** How the days of a report are cut, and how fresh it is. */
export class ReportTermsReply {
  @ApiProperty({
    example: 'Europe/Berlin',
    description: 'In which every day, ISO week and month of the report begins and ends.',
  })
  reporting_time_zone: string;

  @ApiProperty({
    format: 'date-time',
    example: '2026-02-25T10:30:00.000Z',
    description: 'Until when events are counted.',
  })
  as_of: string;
}

/** The same, for a report that can be of one course. */
export class CourseReportTermsReply extends ReportTermsReply {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 1,
    description: 'The course that the report is limited to; null for everything.',
  })
  course_id: number | null;
}

/** How many; what exactly is in the description. */
export const Count = (example: number, description: string): PropertyDecorator =>
  ApiProperty({ type: 'integer', example, description });

/** A number that is null where nothing can be said. */
export const NumberOrNull = (example: number, description: string): PropertyDecorator =>
  ApiProperty({ type: 'number', nullable: true, example, description });

/** The same figures of the period before. */
export const Previous = (type: new () => object): PropertyDecorator =>
  ApiProperty({
    type,
    nullable: true,
    description:
      'With `compare=previous_period`: the figures of as many days before `date_from`; else null.',
  });

/** The days as this contract shows them. */
export function toPeriod({ from, to }: DayRange): ReportPeriodReply {
  return { date_from: from, date_to: to };
}

/** What the figures go by. */
export function toTerms(
  report: Pick<Report<unknown, unknown>, 'timeZone' | 'asOf'>,
): ReportTermsReply {
  return { reporting_time_zone: report.timeZone, as_of: report.asOf.toISOString() };
}

/** The same for a report that can be of one course. */
export function toCourseTerms(
  report: Pick<Report<unknown, unknown>, 'timeZone' | 'asOf' | 'courseId'>,
): CourseReportTermsReply {
  return { ...toTerms(report), course_id: report.courseId };
}
