import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { COURSE_LEVELS } from '../courses/course.entity';
import type { User } from '../users/user.entity';
import { UsersService } from '../users/users.service';
import {
  type ActiveEnrollment,
  OverviewRepository,
  type RecentActivity,
} from './overview.repository';
import type { Recommendation } from './recommendation';

const MOST_ENROLLMENTS = 50;
const MOST_RECOMMENDATIONS = 5;
const MOST_ACTIVITIES = 10;

/** A student's dashboard. */
export interface Overview {
  readonly user: User;
  readonly activeEnrollments: readonly ActiveEnrollment[];
  readonly recommendations: readonly Recommendation[];
  readonly recentActivity: readonly RecentActivity[];
  readonly completedCourses: number;
}

/** What a student sees first. */
@Injectable()
export class OverviewService {
  constructor(
    private readonly overview: OverviewRepository,
    private readonly users: UsersService,
  ) {}

  /** The actor's own dashboard. @throws AccountGone */
  async of(actor: Actor): Promise<Overview> {
    const { userId } = actor;
    const [user, activeEnrollments, recommendations, recentActivity, completedCourses] =
      await Promise.all([
        this.users.getSelf(actor),
        this.overview.activeEnrollments(userId, MOST_ENROLLMENTS),
        this.recommendationsFor(userId),
        this.overview.recentActivity(userId, MOST_ACTIVITIES),
        this.overview.completedCourses(userId),
      ]);
    return { user, activeEnrollments, recommendations, recentActivity, completedCourses };
  }

  /** Courses close to what the student learns and likes; the newest fill what is left. */
  private async recommendationsFor(userId: number): Promise<Recommendation[]> {
    const close = await this.overview.recommended(userId, COURSE_LEVELS, MOST_RECOMMENDATIONS);
    const left = MOST_RECOMMENDATIONS - close.length;
    if (left === 0) return close;
    const except = close.map(({ courseId }) => courseId);
    return [...close, ...(await this.overview.newest(userId, except, left))];
  }
}
