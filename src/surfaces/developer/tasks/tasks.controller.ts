import { Body, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Tasks } from '../../../domain/tasks/tasks.service';
import { TaskSubmitting } from '../../../domain/tasks/task-submitting.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, WithKey } from '../../access';
import { DeveloperController } from '../developer-controller';
import {
  type Envelope,
  enveloped,
  envelopedPage,
  EnvelopeOf,
  type PageEnvelope,
  PageEnvelopeOf,
} from '../envelope';
import { IdempotencyReference } from '../idempotency/idempotency-reference';
import { sliceOf } from '../page-query';
import { PublicIdParameter } from '../public-id';
import { TaskDetailsReply, TaskReply, toTask, toTaskDetails } from './task-replies.dto';
import {
  CreateTaskRequest,
  SubmitTaskRequest,
  TasksQuery,
  toEvidence,
  toTaskChanges,
  toTaskDraft,
  toTaskFilter,
  UpdateTaskRequest,
  WithdrawTaskRequest,
} from './task-requests.dto';

@ApiTags('Tasks')
@DeveloperController('tasks')
export class DeveloperTasksController {
  constructor(
    private readonly tasks: Tasks,
    private readonly submitting: TaskSubmitting,
  ) {}

  @WithKey('read:tasks')
  @Get()
  @ApiOperation({
    summary: 'List your tasks',
    description: 'From game plans, coaches, courses and yourself.',
  })
  @ApiOkResponse({ type: PageEnvelopeOf(TaskReply) })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: TasksQuery,
  ): Promise<PageEnvelope<TaskReply>> {
    const page = await this.tasks.list(actor, toTaskFilter(query), sliceOf(query));
    return envelopedPage(page, query, toTask);
  }

  @WithKey('read:tasks')
  @Get(':task_id')
  @ApiOperation({ summary: 'Get a task with everything that was handed in for it' })
  @ApiOkResponse({ type: EnvelopeOf(TaskDetailsReply) })
  async get(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('task_id', 'task') id: string,
  ): Promise<Envelope<TaskDetailsReply>> {
    return enveloped(toTaskDetails(await this.tasks.get(actor, id)));
  }

  @WithKey('write:tasks')
  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Give yourself a task',
    description:
      'It pays no points. About a quiz, a lab or a module it is done once that is passed; every other one when you hand it in.',
  })
  @ApiOkResponse({ type: EnvelopeOf(TaskDetailsReply) })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateTaskRequest,
    @IdempotencyReference() reference: string,
  ): Promise<Envelope<TaskDetailsReply>> {
    const task = await this.tasks.create(actor, toTaskDraft(request), reference);
    return enveloped(toTaskDetails(task));
  }

  @WithKey('write:tasks')
  @Patch(':task_id')
  @ApiOperation({
    summary: 'Change a task',
    description: 'Absent fields stay as they are. Of a task that others made, the priority only.',
  })
  @ApiOkResponse({ type: EnvelopeOf(TaskDetailsReply) })
  async update(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('task_id', 'task') id: string,
    @Body() request: UpdateTaskRequest,
  ): Promise<Envelope<TaskDetailsReply>> {
    return enveloped(toTaskDetails(await this.tasks.update(actor, id, toTaskChanges(request))));
  }

  @WithKey('write:tasks')
  @Post(':task_id/submit')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Hand in a task with evidence',
    description:
      'A task of your own is done with it; one about a course is done if what it asks for is passed and waits for that otherwise; every other one waits for a coach or instructor.',
  })
  @ApiOkResponse({ type: EnvelopeOf(TaskDetailsReply) })
  async submit(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('task_id', 'task') id: string,
    @Body() request: SubmitTaskRequest,
    @IdempotencyReference() reference: string,
  ): Promise<Envelope<TaskDetailsReply>> {
    const { version = null } = request;
    const evidence = toEvidence(request);
    return enveloped(
      toTaskDetails(await this.submitting.submit(actor, id, evidence, reference, version)),
    );
  }

  @WithKey('write:tasks')
  @Post(':task_id/withdraw')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take back what waits, or give up a task of your own',
    description:
      'Tasks from plans can be given up, too. One from a coach or instructor stays to be done as long as somebody looks after it.',
  })
  @ApiOkResponse({ type: EnvelopeOf(TaskDetailsReply) })
  async withdraw(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('task_id', 'task') id: string,
    @Body() request: WithdrawTaskRequest,
  ): Promise<Envelope<TaskDetailsReply>> {
    const { version = null } = request;
    return enveloped(toTaskDetails(await this.submitting.withdraw(actor, id, version)));
  }
}
