import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TaskAssignments } from '../../../domain/tasks/task-assignments.service';
import { TaskReviews } from '../../../domain/tasks/task-reviews.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController, CoachingError } from '../coaching.surface';
import { sliceOf } from '../page-query';
import { UuidParameter } from '../uuid-fields';
import {
  AssignedTaskReply,
  AssignTaskRequest,
  ReviewTaskRequest,
  TaskQueueQuery,
  TaskQueueReply,
  TaskToReviewReply,
  toAssignedTask,
  toAssignment,
  toReview,
  toReviewFilter,
  toTaskQueue,
  toTaskToReview,
} from './task-reviews.dto';

@ApiTags('Coach Management')
@SignedIn()
@CoachingController('coach')
export class CoachingTaskReviewsController {
  constructor(
    private readonly reviews: TaskReviews,
    private readonly assignments: TaskAssignments,
  ) {}

  @Get('tasks')
  @ApiOperation({
    summary: 'List the tasks of your students that you review',
    description:
      'For coaches; whoever waits longest first. Tasks that instructors gave are reviewed by them.',
  })
  @ApiOkResponse({ type: TaskQueueReply })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: TaskQueueQuery,
  ): Promise<TaskQueueReply> {
    return toTaskQueue(
      await this.reviews.listQueue(actor, 'coach', toReviewFilter(query), sliceOf(query)),
      query,
    );
  }

  @Post('students/:student_id/tasks')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Give a task to a student of yours',
    description:
      'You review it, unless it is about a quiz, a lab or a module: then passing that is enough.',
  })
  @ApiOkResponse({ type: AssignedTaskReply })
  @ApiNotFoundResponse({ type: CoachingError, description: 'They are not your student.' })
  async assign(
    @CurrentActor() actor: Actor,
    @UuidParameter('student_id') studentId: string,
    @Body() request: AssignTaskRequest,
  ): Promise<AssignedTaskReply> {
    return toAssignedTask(
      await this.assignments.assignAsCoach(actor, studentId, toAssignment(request)),
    );
  }

  @Post('tasks/:task_id/review')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Review what a student of yours handed in',
    description:
      'Accepting ends the task and pays its points, once; returning says what is missing. Reviews stay.',
  })
  @ApiOkResponse({ type: TaskToReviewReply })
  async review(
    @CurrentActor() actor: Actor,
    @UuidParameter('task_id') id: string,
    @Body() request: ReviewTaskRequest,
  ): Promise<TaskToReviewReply> {
    return toTaskToReview(await this.reviews.review(actor, id, toReview(request)));
  }
}
