import { ApiProperty } from '@nestjs/swagger';
import {
  FLASHCARD_RATINGS,
  FLASHCARD_STATES,
  type FlashcardRating,
  type FlashcardReview,
} from '../../../domain/community/flashcard';
import { isUuid } from '../../../kernel/id';
import { Check, PresentOrAbsent } from '../../http/fields';
import { ChoiceField } from '../../http/value-fields';

const REVIEW_ID = '8d6f7c1e-52a4-4f7b-9c39-0f5d4b1a2c3e';

/** How well the caller knew the card. */
export class ReviewFlashcardRequest {
  @ChoiceField(FLASHCARD_RATINGS, { example: 'GOOD' })
  rating: FlashcardRating;

  @ApiProperty({
    format: 'uuid',
    required: false,
    example: REVIEW_ID,
    description: 'Sent again with the same id, a review counts once.',
  })
  @PresentOrAbsent(false)
  @Check('uuid', (value) => typeof value === 'string' && isUuid(value), 'value is not a uuid')
  review_id?: string;
}

/** What a review came to: the card's new schedule. */
export class FlashcardReviewReply {
  @ApiProperty({ format: 'uuid', example: REVIEW_ID })
  review_id: string;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  flashcard_id: number | null;

  @ApiProperty({ enum: [...FLASHCARD_RATINGS], example: 'GOOD' })
  rating: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:40:00.000Z' })
  reviewed_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-22T10:40:00.000Z' })
  due: string;

  @ApiProperty({ enum: [...FLASHCARD_STATES], example: 'REVIEW' })
  state: string;

  @ApiProperty({ type: 'number', example: 2.3065 })
  stability: number;

  @ApiProperty({ type: 'number', example: 2.11 })
  difficulty: number;

  @ApiProperty({ type: 'integer', example: 2 })
  reps: number;

  @ApiProperty({ type: 'integer', example: 0 })
  lapses: number;
}

/** When the card would be due after a review right now. */
export class FlashcardPreviewReply {
  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:31:00.000Z' })
  again: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:36:00.000Z' })
  hard: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:40:00.000Z' })
  good: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-28T10:30:00.000Z' })
  easy: string;
}

/** A review as this contract shows it. */
export function toFlashcardReview(review: FlashcardReview): FlashcardReviewReply {
  return {
    review_id: review.reviewId,
    flashcard_id: review.flashcardId,
    rating: review.rating,
    reviewed_at: review.reviewedAt.toISOString(),
    due: review.due.toISOString(),
    state: review.state,
    stability: review.stability,
    difficulty: review.difficulty,
    reps: review.reps,
    lapses: review.lapses,
  };
}

/** The dates for the four ratings as this contract shows them. */
export function toFlashcardPreview(
  dates: Readonly<Record<FlashcardRating, Date>>,
): FlashcardPreviewReply {
  return {
    again: dates.AGAIN.toISOString(),
    hard: dates.HARD.toISOString(),
    good: dates.GOOD.toISOString(),
    easy: dates.EASY.toISOString(),
  };
}
