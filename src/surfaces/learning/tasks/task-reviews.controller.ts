import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { TaskAssignments } from '../../../domain/tasks/task-assignments.service';
import { TaskReviews } from '../../../domain/tasks/task-reviews.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove } from '../../access';
import { LearningController, LearningError } from '../learning.surface';
import { TaskIdParameter } from './task-id.parameter';
import {
  CourseTaskReply,
  CourseTaskToReviewReply,
  toCourseTask,
  toCourseTaskToReview,
} from './task-replies.dto';
import {
  AssignCourseTaskRequest,
  ReviewCourseTaskRequest,
  TaskReviewsQuery,
  toAssignment,
  toReview,
  toReviewFilter,
} from './task-requests.dto';

@ApiTags('Tasks')
@InstructorOrAbove()
@LearningController('task-reviews')
export class LearningTaskReviewsController {
  constructor(
    private readonly reviews: TaskReviews,
    private readonly assignments: TaskAssignments,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List the tasks that you review',
    description:
      'Tasks given in the offerings that you teach; whoever waits longest first. Each reading is recorded.',
  })
  @ApiOkResponse({ type: [CourseTaskToReviewReply] })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: TaskReviewsQuery,
  ): Promise<CourseTaskToReviewReply[]> {
    const page = await this.reviews.listQueue(actor, 'instructor', toReviewFilter(query), query);
    return page.items.map(toCourseTaskToReview);
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Give a task to a student of an offering that you teach',
    description:
      'Its teachers review it, unless it is about a quiz, a lab or a module: then passing that is enough.',
  })
  @ApiCreatedResponse({ type: CourseTaskReply })
  @ApiNotFoundResponse({ type: LearningError, description: 'You teach no such offering.' })
  async assign(
    @CurrentActor() actor: Actor,
    @Body() request: AssignCourseTaskRequest,
  ): Promise<CourseTaskReply> {
    const { course_offering_id: offeringId, user_id: studentId } = request;
    return toCourseTask(
      await this.assignments.assignAsInstructor(
        actor,
        offeringId,
        studentId,
        toAssignment(request),
      ),
    );
  }

  @Post(':task_id')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Review what a student handed in',
    description:
      'For the teachers of the offering in which it was given. Accepting ends the task and pays its points, once; returning says what is missing.',
  })
  @ApiOkResponse({ type: CourseTaskToReviewReply })
  async review(
    @CurrentActor() actor: Actor,
    @TaskIdParameter('task_id') id: string,
    @Body() request: ReviewCourseTaskRequest,
  ): Promise<CourseTaskToReviewReply> {
    return toCourseTaskToReview(await this.reviews.review(actor, id, toReview(request)));
  }
}
