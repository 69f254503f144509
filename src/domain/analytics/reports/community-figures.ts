/** What people make and say beside the lessons. */
export interface CommunityFigures {
  readonly totalNotes: number;
  readonly totalFlashcards: number;
  readonly flashcardReviews: number;
  readonly discussionThreads: number;
  /** Those that were deleted are left out. */
  readonly discussionPosts: number;
  /** Stars, to two decimals; null without ratings. */
  readonly averageCourseRating: number | null;
  readonly totalRatings: number;
  /** Ratings that say why. */
  readonly totalReviews: number;
}
