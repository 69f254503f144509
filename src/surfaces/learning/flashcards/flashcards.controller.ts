import { Body, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { FlashcardReviewsService } from '../../../domain/community/flashcard-reviews.service';
import { FlashcardsService } from '../../../domain/community/flashcards.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import {
  FlashcardPreviewReply,
  FlashcardReviewReply,
  ReviewFlashcardRequest,
  toFlashcardPreview,
  toFlashcardReview,
} from './flashcard-reviews.dto';
import {
  CreateFlashcardRequest,
  FlashcardCountQuery,
  FlashcardCountReply,
  FlashcardReply,
  FlashcardsQuery,
  toFlashcard,
  toFlashcardChanges,
  toFlashcardCount,
  toFlashcardDraft,
  UpdateFlashcardRequest,
} from './flashcards.dto';

@ApiTags('Flashcards')
@SignedIn()
@LearningController('flashcards')
export class LearningFlashcardsController {
  constructor(
    private readonly flashcards: FlashcardsService,
    private readonly reviews: FlashcardReviewsService,
  ) {}

  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Add a flashcard',
    description: 'Only you ever see it. It is due at once.',
  })
  @ApiCreatedResponse({ type: FlashcardReply })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateFlashcardRequest,
  ): Promise<FlashcardReply> {
    return toFlashcard(await this.flashcards.create(actor, toFlashcardDraft(request)));
  }

  @Get()
  @ApiOperation({
    summary: 'List your own flashcards',
    description: 'By when they are due, the most pressing first.',
  })
  @ApiOkResponse({ type: [FlashcardReply] })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: FlashcardsQuery,
  ): Promise<FlashcardReply[]> {
    const filter = { courseId: query.course_id ?? null, onlyDue: query.due ?? false };
    return (await this.flashcards.list(actor, filter, query)).map(toFlashcard);
  }

  @Get('due-count')
  @ApiOperation({ summary: 'Count your flashcards and those that are due' })
  @ApiOkResponse({ type: FlashcardCountReply })
  async countDue(
    @CurrentActor() actor: Actor,
    @Query() query: FlashcardCountQuery,
  ): Promise<FlashcardCountReply> {
    return toFlashcardCount(await this.flashcards.countDue(actor, query.course_id ?? null));
  }

  @Get(':flashcard_id')
  @ApiOperation({ summary: 'Get a flashcard of your own' })
  @ApiOkResponse({ type: FlashcardReply })
  async get(
    @CurrentActor() actor: Actor,
    @IdParameter('flashcard_id') id: number,
  ): Promise<FlashcardReply> {
    return toFlashcard(await this.flashcards.get(actor, id));
  }

  @Put(':flashcard_id')
  @ApiOperation({
    summary: 'Change a flashcard',
    description: 'Absent fields stay as they are, and so does its schedule.',
  })
  @ApiOkResponse({ type: FlashcardReply })
  async update(
    @CurrentActor() actor: Actor,
    @IdParameter('flashcard_id') id: number,
    @Body() request: UpdateFlashcardRequest,
  ): Promise<FlashcardReply> {
    return toFlashcard(await this.flashcards.update(actor, id, toFlashcardChanges(request)));
  }

  @Delete(':flashcard_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Throw a flashcard away' })
  @ApiNoContentResponse()
  async delete(
    @CurrentActor() actor: Actor,
    @IdParameter('flashcard_id') id: number,
  ): Promise<void> {
    await this.flashcards.delete(actor, id);
  }

  @Post(':flashcard_id/review')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Review a flashcard',
    description: 'Says how well you knew it now; FSRS-6 works out when you see it next.',
  })
  @ApiOkResponse({ type: FlashcardReviewReply })
  async review(
    @CurrentActor() actor: Actor,
    @IdParameter('flashcard_id') id: number,
    @Body() request: ReviewFlashcardRequest,
  ): Promise<FlashcardReviewReply> {
    const { rating, review_id: reviewId = null } = request;
    return toFlashcardReview(await this.reviews.review(actor, id, rating, reviewId));
  }

  @Get(':flashcard_id/preview')
  @ApiOperation({ summary: 'See when a flashcard would be due next, for each rating' })
  @ApiOkResponse({ type: FlashcardPreviewReply })
  async preview(
    @CurrentActor() actor: Actor,
    @IdParameter('flashcard_id') id: number,
  ): Promise<FlashcardPreviewReply> {
    return toFlashcardPreview(await this.flashcards.preview(actor, id));
  }
}
