import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { CoursesService } from '../courses/courses.service';
import { CourseRated } from './community.events';
import type { CourseRating, CourseReview, RatingSummary } from './course-rating';
import { type CourseStanding, CourseStandingRepository } from './course-standing.repository';
import { summaryOf } from './rating-summary';
import { LooksAfterTheCourse, NotEnrolled, RatingNotFound } from './ratings.errors';
import { RatingsRepository } from './ratings.repository';

/** The rules of rating courses. */
@Injectable()
export class RatingsService {
  constructor(
    private readonly database: Database,
    private readonly ratings: RatingsRepository,
    private readonly standings: CourseStandingRepository,
    private readonly courses: CoursesService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Rates a course that the actor takes or took; one rating a person, the last one counts.
   *
   * @throws CourseNotFound
   * @throws LooksAfterTheCourse
   * @throws NotEnrolled
   */
  rate(
    actor: Actor,
    courseId: number,
    stars: number,
    review: string | null,
  ): Promise<CourseRating> {
    return this.database.transaction(async () => {
      const standing = await this.standing(actor, courseId);
      if (standing.looksAfter) throw new LooksAfterTheCourse();
      if (!standing.takesPart) throw new NotEnrolled();
      const rating = await this.ratings.save(actor.userId, courseId, stars, review);
      const { userId } = actor;
      await this.outbox.publish(new CourseRated({ ratingId: rating.id, courseId, userId }));
      return rating;
    });
  }

  /** What the actor gave. @throws RatingNotFound */
  async getOwn(actor: Actor, courseId: number): Promise<CourseRating> {
    const rating = await this.ratings.find(actor.userId, courseId);
    if (rating === null) throw new RatingNotFound();
    return rating;
  }

  /** Takes back what the actor gave. @throws RatingNotFound */
  async deleteOwn(actor: Actor, courseId: number): Promise<void> {
    if (!(await this.ratings.delete(actor.userId, courseId))) throw new RatingNotFound();
  }

  /**
   * The reviews of a course, the newest first. What students write stays among those who take
   * the course and those who look after it.
   *
   * @throws CourseNotFound
   * @throws NotEnrolled
   */
  async listReviews(actor: Actor, courseId: number, slice: Slice): Promise<CourseReview[]> {
    const standing = await this.standing(actor, courseId);
    if (!standing.takesPart && !standing.looksAfter) throw new NotEnrolled();
    return this.ratings.listReviews(actor.userId, courseId, slice);
  }

  /** The ratings in numbers, for everybody who sees the course. @throws CourseNotFound */
  async summarize(actor: Actor, courseId: number): Promise<RatingSummary> {
    const standing = await this.standings.find(actor, courseId);
    if (!standing?.looksAfter) await this.courses.get(actor, courseId);
    return summaryOf(await this.ratings.distribution(courseId));
  }

  private async standing(actor: Actor, courseId: number): Promise<CourseStanding> {
    const standing = await this.standings.find(actor, courseId);
    if (standing?.takesPart || standing?.looksAfter) return standing;
    await this.courses.get(actor, courseId);
    return { takesPart: false, looksAfter: false };
  }
}
