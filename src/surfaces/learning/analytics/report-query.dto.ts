import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { isCalendarDay } from '../../../domain/analytics/reports/calendar-day';
import type { ReportRequest } from '../../../domain/analytics/reports/report';
import { Check } from '../../http/fields';
import { LARGEST_ID, QueryInteger } from '../../http/parameters';

const PREVIOUS_PERIOD = 'previous_period';

/** A day of a report; whether it can be reported on is for the report to say. */
function ReportDay(description: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ required: false, format: 'date', example: '2026-02-25', description }),
    IsOptional(),
    Check('date', isCalendarDay, 'value is not a day that exists, as YYYY-MM-DD'),
  );
}

/** Which days a report is about, and whether it is compared. */
export class ReportQuery {
  @ReportDay(
    'First day, in the reporting time zone, from 2000-01-01 on. When left out: the day of the first event or sign-up, 1,827 days before the last day at most.',
  )
  date_from?: string;

  @ReportDay(
    'Last day, inclusive; today when left out. Not in the future, and at most 1,827 days (five years) from the first.',
  )
  date_to?: string;

  @ApiProperty({
    required: false,
    enum: [PREVIOUS_PERIOD],
    example: PREVIOUS_PERIOD,
    description: 'Adds the figures of as many days, ending on the day before `date_from`.',
  })
  @IsOptional()
  @IsIn([PREVIOUS_PERIOD], { message: `value is not ${PREVIOUS_PERIOD}` })
  compare?: string;
}

/** The same of one course, or of everything. */
export class CourseReportQuery extends ReportQuery {
  @QueryInteger({
    minimum: 1,
    maximum: LARGEST_ID,
    description: 'Only what belongs to this course; everything when left out.',
  })
  course_id?: number;
}

/** What the domain is asked. */
export function toReportRequest(query: CourseReportQuery): ReportRequest {
  return {
    days: { from: query.date_from, to: query.date_to },
    courseId: query.course_id ?? null,
    isCompared: query.compare !== undefined,
  };
}
