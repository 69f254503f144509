import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import { postgresTimeZone } from '../postgres-time-zone';
import type { Rollups } from '../rollups/rollups';
import { CommunityCountsRepository } from './community-counts.repository';
import type { CommunityFigures } from './community-figures';
import { quotient } from './quotient';
import type { Report, ReportRequest, ReportScope, ReportSource } from './report';
import { requirePlatformAdmin } from './report-audience';
import { ReportReading } from './report-reading';

export type CommunityReport = Report<CommunityFigures>;

/** What people make and say beside the lessons. */
@Injectable()
export class CommunityReportService implements ReportSource<CommunityFigures> {
  constructor(
    private readonly reading: ReportReading,
    private readonly community: CommunityCountsRepository,
  ) {}

  /**
   * @throws AnalyticsForAdminsOnly
   * @throws Invalid for a range that makes no sense.
   * @throws CourseNotFound
   */
  async read(actor: Actor, request: ReportRequest): Promise<CommunityReport> {
    requirePlatformAdmin(actor);
    return this.reading.read(request, this);
  }

  async figures(rollups: Rollups, scope: ReportScope): Promise<CommunityFigures> {
    const zone = postgresTimeZone(rollups.timeZone);
    const counts = await this.community.count(zone, scope);
    const sums = await rollups.sums(['flashcard_reviews'], scope.range, scope.courseId);
    return {
      totalNotes: counts.notes,
      totalFlashcards: counts.flashcards,
      flashcardReviews: sums.flashcard_reviews,
      discussionThreads: counts.threads,
      discussionPosts: counts.posts,
      averageCourseRating: quotient(counts.stars, counts.ratings, 2),
      totalRatings: counts.ratings,
      totalReviews: counts.reviews,
    };
  }

  async whole(
    rollups: Rollups,
    scope: ReportScope,
  ): Promise<{ figures: CommunityFigures; details: null }> {
    return { figures: await this.figures(rollups, scope), details: null };
  }
}
