import { Body, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { QuizAttemptsService } from '../../../domain/assessments/quiz-attempts.service';
import { QuizRecordsService } from '../../../domain/assessments/quiz-records.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController, LearningError } from '../learning.surface';
import {
  QuizAttemptReply,
  QuizAttemptSummaryReply,
  toAttemptSummary,
  toQuizAttempt,
} from './quiz-attempt-reply.dto';
import {
  QuizAttemptsQuery,
  ReviewEssayRequest,
  SaveQuizAnswersRequest,
  StartQuizAttemptRequest,
  SubmitQuizAttemptRequest,
  toAnswerDrafts,
  toEssayGrade,
} from './quiz-attempts.dto';

@ApiTags('Assessments')
@SignedIn()
@LearningController('assessments/quiz-attempts')
export class LearningQuizAttemptsController {
  constructor(
    private readonly attempts: QuizAttemptsService,
    private readonly records: QuizRecordsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List your own quiz attempts', description: 'The newest first.' })
  @ApiOkResponse({ type: [QuizAttemptSummaryReply] })
  async listOwn(
    @CurrentActor() actor: Actor,
    @Query() query: QuizAttemptsQuery,
  ): Promise<QuizAttemptSummaryReply[]> {
    const itemId = query.content_item_id ?? null;
    return (await this.attempts.listOwn(actor, itemId, query)).map(toAttemptSummary);
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Start an attempt at the questions of a content item',
    description:
      'The questions stay as they are now for the whole attempt. An attempt that you have not finished is answered again, by 201 too.',
  })
  @ApiCreatedResponse({ type: QuizAttemptReply })
  @ApiNotFoundResponse({ type: LearningError, description: 'There is no such content item.' })
  async start(
    @CurrentActor() actor: Actor,
    @Body() request: StartQuizAttemptRequest,
  ): Promise<QuizAttemptReply> {
    const { content_item_id: itemId, course_offering_id: offeringId = null } = request;
    return toQuizAttempt(await this.attempts.start(actor, itemId, offeringId));
  }

  @Get(':attempt_id')
  @ApiOperation({
    summary: 'Get a quiz attempt',
    description: 'Your own, or of a student you teach; each reading of the latter is recorded.',
  })
  @ApiOkResponse({ type: QuizAttemptReply })
  async get(
    @CurrentActor() actor: Actor,
    @IdParameter('attempt_id') id: number,
  ): Promise<QuizAttemptReply> {
    return toQuizAttempt(await this.records.get(actor, id));
  }

  @Put(':attempt_id/answers')
  @ApiOperation({
    summary: 'Save answers without submitting them',
    description: 'They count when the time runs out.',
  })
  @ApiOkResponse({ type: QuizAttemptReply })
  async saveAnswers(
    @CurrentActor() actor: Actor,
    @IdParameter('attempt_id') id: number,
    @Body() request: SaveQuizAnswersRequest,
  ): Promise<QuizAttemptReply> {
    return toQuizAttempt(
      await this.attempts.saveAnswers(actor, id, toAnswerDrafts(request.answers)),
    );
  }

  @Post(':attempt_id/submit')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Submit an attempt and see how it came out',
    description:
      'Scored once: the same answers again are answered with the same result, others are refused.',
  })
  @ApiOkResponse({ type: QuizAttemptReply })
  async submit(
    @CurrentActor() actor: Actor,
    @IdParameter('attempt_id') id: number,
    @Body() { answers }: SubmitQuizAttemptRequest,
  ): Promise<QuizAttemptReply> {
    const drafts = answers === undefined ? null : toAnswerDrafts(answers);
    return toQuizAttempt(await this.attempts.submit(actor, id, drafts));
  }

  @Post(':attempt_id/review')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Give an essay of a student its points',
    description: 'For those who teach the student. A later review replaces an earlier one.',
  })
  @ApiOkResponse({ type: QuizAttemptReply })
  async review(
    @CurrentActor() actor: Actor,
    @IdParameter('attempt_id') id: number,
    @Body() request: ReviewEssayRequest,
  ): Promise<QuizAttemptReply> {
    return toQuizAttempt(await this.records.review(actor, id, toEssayGrade(request)));
  }
}
