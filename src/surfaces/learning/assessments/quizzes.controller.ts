import { Body, Get, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { QuizRecordsService } from '../../../domain/assessments/quiz-records.service';
import { QuizSettingsService } from '../../../domain/assessments/quiz-settings.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, SignedIn } from '../../access';
import { IdParameter, SliceQuery } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import { StudentQuizAttemptReply, toStudentAttempt } from './quiz-attempt-reply.dto';
import {
  QuizSettingsReply,
  QuizSettingsRequest,
  toQuizSettings,
  toSettings,
} from './quiz-settings.dto';

@ApiTags('Assessments')
@LearningController('assessments/quizzes')
export class LearningQuizzesController {
  constructor(
    private readonly settings: QuizSettingsService,
    private readonly records: QuizRecordsService,
  ) {}

  @SignedIn()
  @Get(':content_item_id/settings')
  @ApiOperation({ summary: 'Get how the questions of a content item are attempted' })
  @ApiOkResponse({ type: QuizSettingsReply })
  async getSettings(
    @CurrentActor() actor: Actor,
    @IdParameter('content_item_id') itemId: number,
  ): Promise<QuizSettingsReply> {
    return toQuizSettings(await this.settings.get(actor, itemId));
  }

  @InstructorOrAbove()
  @Put(':content_item_id/settings')
  @ApiOperation({
    summary: 'Set how the questions of a content item are attempted',
    description:
      'For those who write the course. Attempts that are under way keep what they began with.',
  })
  @ApiOkResponse({ type: QuizSettingsReply })
  async setSettings(
    @CurrentActor() actor: Actor,
    @IdParameter('content_item_id') itemId: number,
    @Body() request: QuizSettingsRequest,
  ): Promise<QuizSettingsReply> {
    return toQuizSettings(await this.settings.set(actor, itemId, toSettings(request)));
  }

  @InstructorOrAbove()
  @Get(':content_item_id/attempts')
  @ApiOperation({
    summary: 'List the attempts of your students at a content item',
    description:
      'Of all students for those who write the course, of their own for those who teach; the newest first. Each reading is recorded.',
  })
  @ApiOkResponse({ type: [StudentQuizAttemptReply] })
  async listAttempts(
    @CurrentActor() actor: Actor,
    @IdParameter('content_item_id') itemId: number,
    @Query() slice: SliceQuery,
  ): Promise<StudentQuizAttemptReply[]> {
    return (await this.records.listOfQuiz(actor, itemId, slice)).map(toStudentAttempt);
  }
}
