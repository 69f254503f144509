import { ApiProperty } from '@nestjs/swagger';
import type { CourseStatistics } from '../../../domain/enrollments/course-statistics';

/** How many are where. */
class EnrollmentCounts {
  @ApiProperty({ type: 'integer', example: 42 })
  total: number;

  @ApiProperty({ type: 'integer', example: 30 })
  active: number;

  @ApiProperty({ type: 'integer', example: 10 })
  completed: number;

  @ApiProperty({ type: 'integer', example: 2 })
  dropped: number;
}

/** A course in numbers. */
export class CourseStatisticsReply {
  @ApiProperty({ type: 'integer', example: 1 })
  course_id: number;

  @ApiProperty({ type: 'integer', example: 2 })
  offerings: number;

  @ApiProperty({ type: 'integer', example: 12 })
  modules: number;

  @ApiProperty({ type: 'integer', example: 48 })
  content_items: number;

  @ApiProperty({ type: EnrollmentCounts })
  enrollments: EnrollmentCounts;

  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 0.2381,
    description:
      'Completed of all enrollments, 0 to 1, to four decimals. Null without enrollments, and over fewer than five for those who do not write the course.',
  })
  completion_rate: number | null;

  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 57.14,
    description:
      'Mean progress of active and completed enrollments, 0 to 100, to two decimals. Null likewise.',
  })
  average_progress_percent: number | null;
}

/** The numbers as this contract shows them. */
export function toCourseStatistics(
  courseId: number,
  statistics: CourseStatistics,
): CourseStatisticsReply {
  const { total, active, completed, dropped } = statistics.enrollments;
  return {
    course_id: courseId,
    offerings: statistics.offerings,
    modules: statistics.modules,
    content_items: statistics.contentItems,
    enrollments: { total, active, completed, dropped },
    completion_rate: statistics.completionRate,
    average_progress_percent: statistics.averageProgressPercent,
  };
}
