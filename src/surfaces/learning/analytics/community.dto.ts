import { IntersectionType } from '@nestjs/swagger';
import type { CommunityFigures } from '../../../domain/analytics/reports/community-figures';
import type { CommunityReport } from '../../../domain/analytics/reports/community-report.service';
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

/** The figures that can be compared: what was made in the range and is still there. */
class CommunityFiguresReply extends ReportPeriodReply {
  @Count(412, 'Notes.')
  total_notes: number;

  @Count(655, 'Flashcards.')
  total_flashcards: number;

  @Count(2_310, 'Reviews of flashcards, of cards that are gone too.')
  flashcard_reviews: number;

  @Count(48, 'Threads of course discussions.')
  discussion_threads: number;

  @Count(219, 'Posts in them, deleted ones left out.')
  discussion_posts: number;

  @NumberOrNull(4.25, 'Mean of the stars, 1 to 5, to two decimals; null without ratings.')
  average_course_rating: number | null;

  @Count(36, 'Course ratings.')
  total_ratings: number;

  @Count(21, 'Course ratings with a written review.')
  total_reviews: number;
}

/** What people make and say beside the lessons. */
export class CommunityReportReply extends IntersectionType(
  CommunityFiguresReply,
  CourseReportTermsReply,
) {
  @Previous(CommunityFiguresReply)
  previous: CommunityFiguresReply | null;
}

/** The report as this contract shows it. */
export function toCommunityReport(report: CommunityReport): CommunityReportReply {
  const { range, figures, previous } = report;
  return {
    ...toCommunityFigures(range, figures),
    ...toCourseTerms(report),
    previous: previous === null ? null : toCommunityFigures(previous.range, previous.figures),
  };
}

function toCommunityFigures(range: DayRange, figures: CommunityFigures): CommunityFiguresReply {
  return {
    ...toPeriod(range),
    total_notes: figures.totalNotes,
    total_flashcards: figures.totalFlashcards,
    flashcard_reviews: figures.flashcardReviews,
    discussion_threads: figures.discussionThreads,
    discussion_posts: figures.discussionPosts,
    average_course_rating: figures.averageCourseRating,
    total_ratings: figures.totalRatings,
    total_reviews: figures.totalReviews,
  };
}
