/** What a student thinks of a course, as the person sees it who asked for it. */
export interface CourseRating {
  readonly id: number;
  readonly courseId: number;
  /** 1 to 5. */
  readonly rating: number;
  readonly review: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A rating that says why. */
export interface CourseReview extends CourseRating {
  readonly review: string;
  readonly authorUsername: string;
  readonly isOwn: boolean;
}

/** All ratings of a course in numbers; formulas in docs/numbers.md. */
export interface RatingSummary {
  /** Rounded to two decimals; null without ratings. */
  readonly average: number | null;
  readonly total: number;
  /** How many gave one star, two, and so on up to five. */
  readonly distribution: readonly [number, number, number, number, number];
}
