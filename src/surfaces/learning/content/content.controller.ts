import { Body, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ContentOrderService } from '../../../domain/content/content-order.service';
import { ContentService } from '../../../domain/content/content.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { partOf, WholeListQuery } from '../../http/whole-list';
import { LearningController } from '../learning.surface';
import {
  ContentReply,
  CreateContentRequest,
  ReorderContentRequest,
  toContent,
  toContentChanges,
  toContentDraft,
  UpdateContentRequest,
} from './content.dto';

@ApiTags('Content')
@LearningController('content')
export class LearningContentController {
  constructor(
    private readonly content: ContentService,
    private readonly order: ContentOrderService,
  ) {}

  @SignedIn()
  @Get('modules/:module_id/content')
  @ApiOperation({ summary: 'List the content of a module' })
  @ApiOkResponse({ type: [ContentReply] })
  async listOfModule(
    @CurrentActor() actor: Actor,
    @IdParameter('module_id') moduleId: number,
    @Query() query: WholeListQuery,
  ): Promise<ContentReply[]> {
    return partOf(await this.content.listOfModule(actor, moduleId), query).map(toContent);
  }

  @SignedIn()
  @Get(':content_id')
  @ApiOperation({ summary: 'Get a content item' })
  @ApiOkResponse({ type: ContentReply })
  async get(
    @CurrentActor() actor: Actor,
    @IdParameter('content_id') id: number,
  ): Promise<ContentReply> {
    return toContent(await this.content.get(actor, id));
  }

  @InstructorOrAbove()
  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Add a content item to a module',
    description: 'For instructors of the university and platform admins.',
  })
  @ApiCreatedResponse({ type: ContentReply })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateContentRequest,
  ): Promise<ContentReply> {
    return toContent(await this.content.create(actor, toContentDraft(request)));
  }

  @InstructorOrAbove()
  @Post('reorder')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Put the content of a module into a new order',
    description: 'All of it or nothing: the list names exactly those items, each once.',
  })
  @ApiOkResponse({ type: [ContentReply] })
  async reorder(
    @CurrentActor() actor: Actor,
    @Body() request: ReorderContentRequest,
  ): Promise<ContentReply[]> {
    return (await this.order.reorder(actor, request.content_ids)).map(toContent);
  }

  @InstructorOrAbove()
  @Put(':content_id')
  @ApiOperation({
    summary: 'Change a content item',
    description: 'Absent fields stay as they are; data_json is replaced as a whole.',
  })
  @ApiOkResponse({ type: ContentReply })
  async update(
    @CurrentActor() actor: Actor,
    @IdParameter('content_id') id: number,
    @Body() request: UpdateContentRequest,
  ): Promise<ContentReply> {
    return toContent(await this.content.update(actor, id, toContentChanges(request)));
  }

  @InstructorOrAbove()
  @Delete(':content_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove a content item',
    description: 'With the conversations about it.',
  })
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @IdParameter('content_id') id: number): Promise<void> {
    await this.content.delete(actor, id);
  }
}
