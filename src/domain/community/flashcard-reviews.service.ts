import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { UsersService } from '../users/users.service';
import { FlashcardReviewed } from './community.events';
import type { FlashcardRating, FlashcardReview } from './flashcard';
import { FlashcardReviewsRepository } from './flashcard-reviews.repository';
import { reviewed } from './flashcard-scheduling';
import { FlashcardNotFound, ReviewIdTaken } from './flashcards.errors';
import { FlashcardsRepository } from './flashcards.repository';

/** What becomes of a flashcard when its owner goes over it. */
@Injectable()
export class FlashcardReviewsService {
  constructor(
    private readonly database: Database,
    private readonly cards: FlashcardsRepository,
    private readonly reviews: FlashcardReviewsRepository,
    private readonly users: UsersService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Reviews one of the actor's cards now. Reviews of a card happen one after the other. The same
   * `reviewId` once more changes nothing and gives what it gave before.
   *
   * @param reviewId a uuid of the caller's; null when a retry is a review of its own.
   * @throws FlashcardNotFound
   * @throws ReviewIdTaken when the id stands for another card or rating.
   */
  review(
    actor: Actor,
    flashcardId: number,
    rating: FlashcardRating,
    reviewId: string | null,
  ): Promise<FlashcardReview> {
    return this.database.transaction(async () => {
      const card = await this.cards.findForUpdate(actor.userId, flashcardId);
      if (card === null) throw new FlashcardNotFound();
      const earlier = reviewId && (await this.reviews.find(actor.userId, reviewId));
      if (earlier) return sameReview(earlier, flashcardId, rating);
      const after = reviewed(card, rating, new Date());
      await this.cards.reschedule(card.id, after);
      const review = await this.reviews.append({
        userId: actor.userId,
        reviewId: reviewId ?? randomUUID(),
        rating,
        before: card,
        after,
      });
      await this.users.noteActivity(actor.userId);
      await this.outbox.publish(
        new FlashcardReviewed({
          flashcardId: card.id,
          reviewId: review.reviewId,
          userId: actor.userId,
          courseId: card.courseId,
          contentItemId: card.contentItemId,
        }),
      );
      return review;
    });
  }
}

function sameReview(
  earlier: FlashcardReview,
  flashcardId: number,
  rating: FlashcardRating,
): FlashcardReview {
  if (earlier.flashcardId !== flashcardId || earlier.rating !== rating) throw new ReviewIdTaken();
  return earlier;
}
