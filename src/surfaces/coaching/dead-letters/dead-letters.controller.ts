import { Body, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeadLetters } from '../../../domain/dead-letters/dead-letters.service';
import type { Actor } from '../../../kernel/actor';
import type { QueueName } from '../../../platform/queue/job';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { CoachingController } from '../coaching.surface';
import { sliceOf } from '../page-query';
import {
  DeadLetterReply,
  DeadLettersDoneReply,
  DeadLettersQuery,
  DeadLettersReply,
  DeadLettersRequest,
  JobIdParameter,
  QueueParameter,
  toDeadLetter,
  toDeadLetters,
  toFilter,
} from './dead-letters.dto';

@ApiTags('Admin Management')
@PlatformAdminOnly()
@CoachingController('admin/dead-letters')
export class CoachingDeadLettersController {
  constructor(private readonly letters: DeadLetters) {}

  @Get()
  @ApiOperation({
    summary: 'List the jobs that failed for good',
    description: 'Queues keep them for two weeks. What jobs were given is told by its kinds alone.',
  })
  @ApiOkResponse({ type: DeadLettersReply })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: DeadLettersQuery,
  ): Promise<DeadLettersReply> {
    return toDeadLetters(await this.letters.list(actor, toFilter(query), sliceOf(query)), query);
  }

  @Post('replay')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Try failed jobs again',
    description: 'All that are meant, the newest first, each with all its attempts before it.',
  })
  @ApiOkResponse({ type: DeadLettersDoneReply })
  async replayAll(
    @CurrentActor() actor: Actor,
    @Body() request: DeadLettersRequest,
  ): Promise<DeadLettersDoneReply> {
    return { count: await this.letters.replayAll(actor, toFilter(request)) };
  }

  @Post('purge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give failed jobs up', description: 'They are gone for good.' })
  @ApiOkResponse({ type: DeadLettersDoneReply })
  async purgeAll(
    @CurrentActor() actor: Actor,
    @Body() request: DeadLettersRequest,
  ): Promise<DeadLettersDoneReply> {
    return { count: await this.letters.purgeAll(actor, toFilter(request)) };
  }

  @Get(':queue/:job_id')
  @ApiOperation({ summary: 'Get one failed job' })
  @ApiOkResponse({ type: DeadLetterReply })
  async get(
    @CurrentActor() actor: Actor,
    @QueueParameter() queue: QueueName,
    @JobIdParameter() id: string,
  ): Promise<DeadLetterReply> {
    return toDeadLetter(await this.letters.get(actor, queue, id));
  }

  @Post(':queue/:job_id/replay')
  @HttpCode(200)
  @ApiOperation({ summary: 'Try one failed job again' })
  @ApiOkResponse({ type: DeadLettersDoneReply })
  async replay(
    @CurrentActor() actor: Actor,
    @QueueParameter() queue: QueueName,
    @JobIdParameter() id: string,
  ): Promise<DeadLettersDoneReply> {
    return this.letters.replay(actor, queue, id).then(() => ({ count: 1 }));
  }

  @Delete(':queue/:job_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Give one failed job up' })
  @ApiNoContentResponse()
  purge(
    @CurrentActor() actor: Actor,
    @QueueParameter() queue: QueueName,
    @JobIdParameter() id: string,
  ): Promise<void> {
    return this.letters.purge(actor, queue, id);
  }
}
