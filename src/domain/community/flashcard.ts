/** How well somebody knew the back of a card. */
export const FLASHCARD_RATINGS = ['AGAIN', 'HARD', 'GOOD', 'EASY'] as const;
export type FlashcardRating = (typeof FLASHCARD_RATINGS)[number];

/** Where a card stands in being learned. */
export const FLASHCARD_STATES = ['NEW', 'LEARNING', 'REVIEW', 'RELEARNING'] as const;
export type FlashcardState = (typeof FLASHCARD_STATES)[number];

/** What the scheduler knows about a card; formulas in docs/numbers.md. */
export interface FlashcardSchedule {
  readonly due: Date;
  readonly state: FlashcardState;
  /** Days until the card is remembered with a probability of 90 percent; 0 when new. */
  readonly stability: number;
  /** 1 (easy) to 10 (hard); 0 when new. */
  readonly difficulty: number;
  readonly learningStep: number;
  readonly scheduledDays: number;
  readonly reps: number;
  readonly lapses: number;
  readonly lastReviewedAt: Date | null;
}

/** A question and its answer that somebody learns by heart. */
export interface Flashcard extends FlashcardSchedule {
  readonly id: number;
  readonly front: string;
  readonly back: string;
  readonly courseId: number | null;
  readonly contentItemId: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A card to store. */
export type FlashcardDraft = Pick<Flashcard, 'front' | 'back' | 'courseId' | 'contentItemId'>;

/** What changes about a card; undefined stays. */
export type FlashcardChanges = Partial<Pick<Flashcard, 'front' | 'back'>>;

/** Which cards to list. */
export interface FlashcardFilter {
  /** Null is every course and none. */
  readonly courseId: number | null;
  /** Only those whose time has come at this moment; null is all. */
  readonly dueAt: Date | null;
}

/** How many cards there are, and how many wait. */
export interface FlashcardCount {
  readonly due: number;
  readonly total: number;
}

/** What a review came to. */
export interface FlashcardReview {
  readonly reviewId: string;
  readonly flashcardId: number | null;
  readonly rating: FlashcardRating;
  readonly reviewedAt: Date;
  readonly due: Date;
  readonly state: FlashcardState;
  readonly stability: number;
  readonly difficulty: number;
  readonly reps: number;
  readonly lapses: number;
}
