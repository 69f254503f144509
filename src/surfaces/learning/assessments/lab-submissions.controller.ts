import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { LabReviewsService } from '../../../domain/assessments/lab-reviews.service';
import { LabSubmissionsService } from '../../../domain/assessments/lab-submissions.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController, LearningError } from '../learning.surface';
import {
  LabQueueQuery,
  LabSubmissionReply,
  LabSubmissionsQuery,
  LabSubmissionSummaryReply,
  QueuedLabSubmissionReply,
  ReviewLabRequest,
  SubmitLabRequest,
  toLabSubmission,
  toLabSummary,
  toQueuedLab,
  toReviewDraft,
  toSubmissionDraft,
} from './lab-submissions.dto';

@ApiTags('Assessments')
@LearningController('assessments/lab-submissions')
export class LearningLabSubmissionsController {
  constructor(
    private readonly submissions: LabSubmissionsService,
    private readonly reviews: LabReviewsService,
  ) {}

  @SignedIn()
  @Get()
  @ApiOperation({
    summary: 'List your own lab submissions',
    description: 'The newest first, without their text.',
  })
  @ApiOkResponse({ type: [LabSubmissionSummaryReply] })
  async listOwn(
    @CurrentActor() actor: Actor,
    @Query() query: LabSubmissionsQuery,
  ): Promise<LabSubmissionSummaryReply[]> {
    const itemId = query.content_item_id ?? null;
    return (await this.submissions.listOwn(actor, itemId, query)).map(toLabSummary);
  }

  @InstructorOrAbove()
  @Get('queue')
  @ApiOperation({
    summary: 'List the lab submissions of your students',
    description:
      'Of all students for those who write the course, of their own for those who teach; whoever waits longest first. Each reading is recorded.',
  })
  @ApiOkResponse({ type: [QueuedLabSubmissionReply] })
  @ApiNotFoundResponse({ type: LearningError, description: 'There is no such offering.' })
  async listQueue(
    @CurrentActor() actor: Actor,
    @Query() query: LabQueueQuery,
  ): Promise<QueuedLabSubmissionReply[]> {
    const { status = null, course_offering_id: courseOfferingId = null } = query;
    const queue = await this.reviews.listQueue(actor, { status, courseOfferingId }, query);
    return queue.map(toQueuedLab);
  }

  @SignedIn()
  @Get(':submission_id')
  @ApiOperation({
    summary: 'Get a lab submission with its reviews',
    description: 'Your own, or of a student you teach; each reading of the latter is recorded.',
  })
  @ApiOkResponse({ type: LabSubmissionReply })
  async get(
    @CurrentActor() actor: Actor,
    @IdParameter('submission_id') id: number,
  ): Promise<LabSubmissionReply> {
    return toLabSubmission(await this.reviews.get(actor, id));
  }

  @SignedIn()
  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Hand in for a lab',
    description: 'As often as you like; each submission is reviewed by itself.',
  })
  @ApiCreatedResponse({ type: LabSubmissionReply })
  @ApiNotFoundResponse({ type: LearningError, description: 'There is no such content item.' })
  async submit(
    @CurrentActor() actor: Actor,
    @Body() request: SubmitLabRequest,
  ): Promise<LabSubmissionReply> {
    return toLabSubmission(await this.submissions.submit(actor, toSubmissionDraft(request)));
  }

  @SignedIn()
  @Post(':submission_id/review')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Review a lab submission of a student',
    description:
      'For those who teach the student. Every review is kept; the latest counts. What was accepted once stays completed.',
  })
  @ApiOkResponse({ type: LabSubmissionReply })
  async review(
    @CurrentActor() actor: Actor,
    @IdParameter('submission_id') id: number,
    @Body() request: ReviewLabRequest,
  ): Promise<LabSubmissionReply> {
    return toLabSubmission(await this.reviews.review(actor, id, toReviewDraft(request)));
  }
}
