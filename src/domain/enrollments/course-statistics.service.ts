import { Injectable } from '@nestjs/common';
import { type Actor, mayAuthorIn } from '../../kernel/actor';
import { CoursesService } from '../courses/courses.service';
import { type CourseStatistics, courseStatistics } from './course-statistics';
import { CourseStatisticsRepository } from './course-statistics.repository';

/** Courses in numbers. */
@Injectable()
export class CourseStatisticsService {
  constructor(
    private readonly courses: CoursesService,
    private readonly statistics: CourseStatisticsRepository,
  ) {}

  /**
   * A course in numbers. Who doesn't write the course sees no average over fewer than five
   * students: it could tell them about one.
   *
   * @throws CourseNotFound
   */
  async of(actor: Actor, courseId: number): Promise<CourseStatistics> {
    const course = await this.courses.get(actor, courseId);
    const sums = await this.statistics.sumsOf(courseId);
    return courseStatistics(sums, !mayAuthorIn(actor, course.universityId));
  }
}
