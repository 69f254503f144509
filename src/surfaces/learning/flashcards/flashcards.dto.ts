import { ApiProperty } from '@nestjs/swagger';
import {
  type Flashcard,
  type FlashcardChanges,
  type FlashcardCount,
  type FlashcardDraft,
  FLASHCARD_STATES,
} from '../../../domain/community/flashcard';
import { LARGEST_ID, QueryInteger, SliceQuery } from '../../http/parameters';
import { QueryFlag } from '../../http/query-flag';
import { IdField } from '../../http/value-fields';
import { WrittenTextField } from '../../http/written-text-field';

const LONGEST_SIDE = 5_000;
const FRONT = 'What does binary search need?';
const BACK = 'A sorted list.';

/** A question and its answer to learn by heart. */
export class CreateFlashcardRequest {
  @WrittenTextField({ maximum: LONGEST_SIDE, example: FRONT, description: 'Text or Markdown.' })
  front: string;

  @WrittenTextField({ maximum: LONGEST_SIDE, example: BACK, description: 'Text or Markdown.' })
  back: string;

  @IdField({ optional: true, nullable: true })
  course_id?: number | null;

  @IdField({ optional: true, nullable: true })
  content_item_id?: number | null;
}

/** What changes about a card; absent fields and its schedule stay as they are. */
export class UpdateFlashcardRequest {
  @WrittenTextField({ maximum: LONGEST_SIDE, example: FRONT, optional: true })
  front?: string;

  @WrittenTextField({ maximum: LONGEST_SIDE, example: BACK, optional: true })
  back?: string;
}

/** Which cards to list. */
export class FlashcardsQuery extends SliceQuery {
  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'Only those of a course.' })
  course_id?: number;

  @QueryFlag('Only those whose time has come.')
  due?: boolean;
}

/** Which cards to count. */
export class FlashcardCountQuery {
  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'Only those of a course.' })
  course_id?: number;
}

/** A flashcard of the caller's own with its schedule. */
export class FlashcardReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ example: FRONT })
  front: string;

  @ApiProperty({ example: BACK })
  back: string;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  course_id: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  content_item_id: number | null;

  @ApiProperty({ enum: [...FLASHCARD_STATES], example: 'REVIEW' })
  state: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-22T10:40:00.000Z' })
  due: string;

  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 2.3065,
    description: 'Days until you still know it with 90 percent; null before the first review.',
  })
  stability: number | null;

  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 2.11,
    description: '1 (easy) to 10 (hard); null before the first review.',
  })
  difficulty: number | null;

  @ApiProperty({ type: 'integer', example: 2, description: 'How often it was reviewed.' })
  reps: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'How often it was forgotten again.' })
  lapses: number;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-20T10:40:00.000Z',
  })
  last_reviewed_at: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:40:00.000Z' })
  updated_at: string;
}

/** How many cards wait. */
export class FlashcardCountReply {
  @ApiProperty({ type: 'integer', example: 3, description: 'Those whose time has come.' })
  due: number;

  @ApiProperty({ type: 'integer', example: 25 })
  total: number;
}

/** A flashcard as this contract shows it. */
export function toFlashcard(card: Flashcard): FlashcardReply {
  const isNew = card.state === 'NEW';
  return {
    id: card.id,
    front: card.front,
    back: card.back,
    course_id: card.courseId,
    content_item_id: card.contentItemId,
    state: card.state,
    due: card.due.toISOString(),
    stability: isNew ? null : card.stability,
    difficulty: isNew ? null : card.difficulty,
    reps: card.reps,
    lapses: card.lapses,
    last_reviewed_at: card.lastReviewedAt?.toISOString() ?? null,
    created_at: card.createdAt.toISOString(),
    updated_at: card.updatedAt.toISOString(),
  };
}

/** How many cards wait, as this contract shows it. */
export function toFlashcardCount(count: FlashcardCount): FlashcardCountReply {
  return { due: count.due, total: count.total };
}

/** The domain's words for a card to add. */
export function toFlashcardDraft(request: CreateFlashcardRequest): FlashcardDraft {
  return {
    front: request.front,
    back: request.back,
    courseId: request.course_id ?? null,
    contentItemId: request.content_item_id ?? null,
  };
}

/** The domain's words for what changes; undefined is what the request left out. */
export function toFlashcardChanges(request: UpdateFlashcardRequest): FlashcardChanges {
  return { front: request.front, back: request.back };
}
