import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import type { ProgressFigures } from '../../../domain/analytics/reports/progress-figures';
import type {
  CourseProgress,
  ProgressReport,
} from '../../../domain/analytics/reports/progress-report.service';
import type { DayRange } from '../../../domain/analytics/rollups/day-range';
import {
  Count,
  CourseReportTermsReply,
  NumberOrNull,
  Previous,
  ReportPeriodReply,
  toCourseTerms,
  toPeriod,
} from './report.dto';

const MOST_COURSES = 200;

class EnrollmentsByStatusReply {
  @Count(30, 'Still going on.')
  active: number;

  @Count(10, 'Completed.')
  completed: number;

  @Count(2, 'Given up.')
  dropped: number;
}

/** How far people came. */
class ProgressCountsReply {
  @NumberOrNull(
    4.75,
    'Topics mastered ÷ people with an event of their own in the range (in the course, where it is about one), to two decimals. Null when there are none.',
  )
  average_mastered_topics_per_user: number | null;

  @Count(
    190,
    'Pairs of a person and a topic that was mastered for the first time in the range: completed, or passed in the score that counts. Of all scores of an attempt the one known last counts, on the day on which the attempt was handed in.',
  )
  mastered_topics: number;

  @Count(12, 'Enrolments that were completed for the first time in the range.')
  course_completions: number;

  @Count(
    5,
    'Enrolments that began in the range and are still active, whose person did something in the course, the last time more than 14 days ago.',
  )
  course_interruptions: number;

  @ApiProperty({
    type: EnrollmentsByStatusReply,
    description: 'Enrolments that began in the range, by their present status.',
  })
  enrollments_by_status: EnrollmentsByStatusReply;

  @Count(3, 'Enrolments that were given up for the first time in the range.')
  drop_off_count: number;
}

class CourseProgressReply extends ProgressCountsReply {
  @ApiProperty({ type: 'integer', example: 1, description: 'The course of these figures.' })
  course_id: number;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: 'How Computers Think',
    description: 'Null for a course that is gone.',
  })
  title: string | null;
}

/** The figures that can be compared. */
class ProgressFiguresReply extends IntersectionType(ReportPeriodReply, ProgressCountsReply) {}

/** What people master and finish, and where they stop. */
export class ProgressReportReply extends IntersectionType(
  ProgressFiguresReply,
  CourseReportTermsReply,
) {
  @ApiProperty({
    type: [CourseProgressReply],
    description: `Courses in which somebody enrolled or did something in the range, most enrolments first, ${MOST_COURSES} at most. The CSV file has all of them.`,
  })
  per_course: CourseProgressReply[];

  @Count(3, 'How many courses there are of this kind.')
  courses_total: number;

  @Previous(ProgressFiguresReply)
  previous: ProgressFiguresReply | null;
}

/** The report as this contract shows it. */
export function toProgressReport(report: ProgressReport): ProgressReportReply {
  const { range, figures, details, previous } = report;
  return {
    ...toProgressFigures(range, figures),
    ...toCourseTerms(report),
    per_course: details.perCourse.slice(0, MOST_COURSES).map(toCourseProgress),
    courses_total: details.perCourse.length,
    previous: previous === null ? null : toProgressFigures(previous.range, previous.figures),
  };
}

function toProgressFigures(range: DayRange, figures: ProgressFigures): ProgressFiguresReply {
  return { ...toPeriod(range), ...toProgressCounts(figures) };
}

function toCourseProgress({ courseId, title, figures }: CourseProgress): CourseProgressReply {
  return { course_id: courseId, title, ...toProgressCounts(figures) };
}

function toProgressCounts(figures: ProgressFigures): ProgressCountsReply {
  const { active, completed, dropped } = figures.enrollmentsByStatus;
  return {
    average_mastered_topics_per_user: figures.averageMasteredTopicsPerUser,
    mastered_topics: figures.masteredTopics,
    course_completions: figures.courseCompletions,
    course_interruptions: figures.courseInterruptions,
    enrollments_by_status: { active, completed, dropped },
    drop_off_count: figures.dropOffCount,
  };
}
