import { ApiProperty } from '@nestjs/swagger';
import type { Overview } from '../../../domain/overview/overview.service';
import { RECOMMENDATION_REASONS, reasonText } from '../../../domain/overview/recommendation';
import { currentStreak } from '../../../domain/users/streak';

/** An enrolment that is going on. */
class OverviewEnrollment {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  course_offering_id: number;

  @ApiProperty({ example: 'Spring 2026' })
  term_name: string;

  @ApiProperty({ type: 'integer', example: 1 })
  course_id: number;

  @ApiProperty({ example: 'Introduction to Computer Science' })
  course_title: string;

  @ApiProperty({ example: 'CS101' })
  course_code: string;

  @ApiProperty({ type: 'integer', example: 40 })
  progress_percent: number;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  enrolled_at: string;
}

/** A course to take next. */
class RecommendedCourse {
  @ApiProperty({ type: 'integer', example: 2 })
  id: number;

  @ApiProperty({ example: 'Data Structures' })
  title: string;

  @ApiProperty({ example: 'CS201' })
  code: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'Study of data structures' })
  description: string | null;

  @ApiProperty({ example: 'INTERMEDIATE' })
  level: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'Computer Science' })
  subject: string | null;

  @ApiProperty({ enum: [...RECOMMENDATION_REASONS], example: 'completed_course' })
  reason_kind: string;

  @ApiProperty({ example: 'Because you completed Introduction to Computer Science.' })
  reason: string;
}

/** Something that the student did. */
class RecentActivityEntry {
  @ApiProperty({ example: 'content_progress' })
  type: string;

  @ApiProperty({ example: 'Introduction Video' })
  title: string;

  @ApiProperty({ type: 'integer', example: 1 })
  course_id: number;

  @ApiProperty({ example: 'Introduction to Computer Science' })
  course_title: string;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  content_item_id: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 100 })
  progress_percent: number | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  occurred_at: string;
}

/** The student in numbers. */
class OverviewStatistics {
  @ApiProperty({ type: 'integer', example: 5, description: 'Different courses completed.' })
  completed_courses: number;

  @ApiProperty({
    type: 'integer',
    example: 3,
    description: 'Days in a row with learning, cut in the time zone of the user.',
  })
  current_streak: number;

  @ApiProperty({ type: 'integer', example: 2, description: 'Enrollments that are going on.' })
  active_courses: number;
}

/** A student's dashboard. */
export class OverviewReply {
  @ApiProperty({ type: [OverviewEnrollment] })
  active_enrollments: OverviewEnrollment[];

  @ApiProperty({ type: [RecommendedCourse] })
  recommended_courses: RecommendedCourse[];

  @ApiProperty({ type: [RecentActivityEntry] })
  recent_activity: RecentActivityEntry[];

  @ApiProperty({ type: OverviewStatistics })
  stats: OverviewStatistics;
}

/** The dashboard as this contract shows it. */
export function toOverview(overview: Overview): OverviewReply {
  const { user } = overview;
  return {
    active_enrollments: overview.activeEnrollments.map((enrollment) => ({
      id: enrollment.id,
      course_offering_id: enrollment.courseOfferingId,
      term_name: enrollment.termName,
      course_id: enrollment.courseId,
      course_title: enrollment.courseTitle,
      course_code: enrollment.courseCode,
      progress_percent: enrollment.progressPercent,
      enrolled_at: enrollment.enrolledAt.toISOString(),
    })),
    recommended_courses: overview.recommendations.map((recommendation) => ({
      id: recommendation.courseId,
      title: recommendation.title,
      code: recommendation.code,
      description: recommendation.description,
      level: recommendation.level,
      subject: recommendation.subject,
      reason_kind: recommendation.reason,
      reason: reasonText(recommendation),
    })),
    recent_activity: overview.recentActivity.map((activity) => ({
      type: activity.kind,
      title: activity.title,
      course_id: activity.courseId,
      course_title: activity.courseTitle,
      content_item_id: activity.contentItemId,
      progress_percent: activity.progressPercent,
      occurred_at: activity.occurredAt.toISOString(),
    })),
    stats: {
      completed_courses: overview.completedCourses,
      current_streak: currentStreak(
        user.currentStreakDays,
        user.lastActivityDate,
        user.timeZone,
        new Date(),
      ),
      active_courses: overview.activeEnrollments.length,
    },
  };
}
