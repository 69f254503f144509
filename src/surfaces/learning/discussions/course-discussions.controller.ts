import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ThreadsService } from '../../../domain/community/threads.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import {
  CreateThreadRequest,
  ThreadReply,
  ThreadsQuery,
  toThread,
  toThreadDraft,
} from './threads.dto';

const WHO = 'For those who take the course, now or formerly, and those who look after it.';

@ApiTags('Discussions')
@SignedIn()
@LearningController('courses/:course_id/discussions')
export class LearningCourseDiscussionsController {
  constructor(private readonly threads: ThreadsService) {}

  @Get()
  @ApiOperation({
    summary: 'List the discussions of a course',
    description: `The pinned ones first, then where something happened last. ${WHO}`,
  })
  @ApiOkResponse({ type: [ThreadReply] })
  async list(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
    @Query() query: ThreadsQuery,
  ): Promise<ThreadReply[]> {
    const itemId = query.content_item_id ?? null;
    return (await this.threads.list(actor, courseId, itemId, query)).map(toThread);
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: 'Open a discussion in a course', description: WHO })
  @ApiCreatedResponse({ type: ThreadReply })
  async create(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
    @Body() request: CreateThreadRequest,
  ): Promise<ThreadReply> {
    return toThread(await this.threads.create(actor, courseId, toThreadDraft(request)));
  }
}
