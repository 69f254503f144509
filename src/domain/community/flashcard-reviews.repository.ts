import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Flashcard, FlashcardReview, FlashcardSchedule } from './flashcard';

const COLUMNS = `
  review_id AS "reviewId", flashcard_id AS "flashcardId", rating, reviewed_at AS "reviewedAt",
  due_after AS due, state_after AS state, stability_after AS stability,
  difficulty_after AS difficulty, reps_after AS reps, lapses_after AS lapses`;

/** Which review it was. */
export interface NewFlashcardReview {
  readonly userId: number;
  readonly reviewId: string;
  readonly rating: FlashcardReview['rating'];
  readonly before: Flashcard;
  readonly after: FlashcardSchedule & { readonly lastReviewedAt: Date };
}

/** Reviews of flashcards in PostgreSQL: rows are added and never changed. */
@Injectable()
export class FlashcardReviewsRepository {
  constructor(private readonly database: Database) {}

  /** The review to which its person gave this id. */
  find(userId: number, reviewId: string): Promise<FlashcardReview | null> {
    return this.database.queryOne<FlashcardReview>(
      `SELECT ${COLUMNS} FROM flashcard_reviews WHERE user_id = $1 AND review_id = $2`,
      [userId, reviewId],
    );
  }

  async append(review: NewFlashcardReview): Promise<FlashcardReview> {
    const { before, after } = review;
    const [row] = await this.database.query<FlashcardReview>(
      `INSERT INTO flashcard_reviews (review_id, user_id, flashcard_id, course_id, rating,
         reviewed_at, state_before, stability_before, difficulty_before, state_after,
         stability_after, difficulty_after, due_after, reps_after, lapses_after)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
       RETURNING ${COLUMNS}`,
      [
        review.reviewId,
        review.userId,
        before.id,
        before.courseId,
        review.rating,
        after.lastReviewedAt,
        before.state,
        before.stability,
        before.difficulty,
        after.state,
        after.stability,
        after.difficulty,
        after.due,
        after.reps,
        after.lapses,
      ],
    );
    return row as FlashcardReview;
  }
}
