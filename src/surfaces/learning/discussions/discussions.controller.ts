import { Body, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { PostsService } from '../../../domain/community/posts.service';
import { ThreadsService } from '../../../domain/community/threads.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { IdParameter, SliceQuery } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import { CreatePostRequest, PostReply, toPost, UpdatePostRequest } from './posts.dto';
import { ThreadReply, toThread, toThreadChanges, UpdateThreadRequest } from './threads.dto';

@ApiTags('Discussions')
@SignedIn()
@LearningController('discussions')
export class LearningDiscussionsController {
  constructor(
    private readonly threads: ThreadsService,
    private readonly posts: PostsService,
  ) {}

  @Put('posts/:post_id')
  @ApiOperation({ summary: 'Change the words of your own post' })
  @ApiOkResponse({ type: PostReply })
  async updatePost(
    @CurrentActor() actor: Actor,
    @IdParameter('post_id') id: number,
    @Body() request: UpdatePostRequest,
  ): Promise<PostReply> {
    return toPost(await this.posts.update(actor, id, request.body));
  }

  @Delete('posts/:post_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a post',
    description:
      'Its place is kept, its words are gone. For its author and those who look after the course.',
  })
  @ApiNoContentResponse()
  async deletePost(
    @CurrentActor() actor: Actor,
    @IdParameter('post_id') id: number,
  ): Promise<void> {
    await this.posts.delete(actor, id);
  }

  @Get(':thread_id')
  @ApiOperation({ summary: 'Get a discussion' })
  @ApiOkResponse({ type: ThreadReply })
  async get(
    @CurrentActor() actor: Actor,
    @IdParameter('thread_id') id: number,
  ): Promise<ThreadReply> {
    return toThread(await this.threads.get(actor, id));
  }

  @Put(':thread_id')
  @ApiOperation({
    summary: 'Change a discussion',
    description:
      'Its words are for its author, pinning and locking for those who look after the course. Absent fields stay as they are.',
  })
  @ApiOkResponse({ type: ThreadReply })
  async update(
    @CurrentActor() actor: Actor,
    @IdParameter('thread_id') id: number,
    @Body() request: UpdateThreadRequest,
  ): Promise<ThreadReply> {
    return toThread(await this.threads.update(actor, id, toThreadChanges(request)));
  }

  @Delete(':thread_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove a discussion with everything in it',
    description:
      'For those who look after the course, and for its author as long as nobody else answered.',
  })
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @IdParameter('thread_id') id: number): Promise<void> {
    await this.threads.delete(actor, id);
  }

  @Get(':thread_id/posts')
  @ApiOperation({
    summary: 'List the posts of a discussion',
    description: 'In the order in which they were written; deleted ones keep their place.',
  })
  @ApiOkResponse({ type: [PostReply] })
  async listPosts(
    @CurrentActor() actor: Actor,
    @IdParameter('thread_id') id: number,
    @Query() slice: SliceQuery,
  ): Promise<PostReply[]> {
    return (await this.posts.list(actor, id, slice)).map(toPost);
  }

  @Post(':thread_id/posts')
  @HttpCode(201)
  @ApiOperation({ summary: 'Post in a discussion' })
  @ApiCreatedResponse({ type: PostReply })
  async createPost(
    @CurrentActor() actor: Actor,
    @IdParameter('thread_id') id: number,
    @Body() request: CreatePostRequest,
  ): Promise<PostReply> {
    const { body, parent_post_id: parentId = null } = request;
    return toPost(await this.posts.create(actor, id, body, parentId));
  }
}
