import { Body, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ContentService } from '../../../domain/content/content.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import {
  ContentReply,
  CreateContentRequest,
  toContent,
  toContentChanges,
  toContentDraft,
  UpdateContentRequest,
} from './content.dto';

@ApiTags('Content')
@LearningController('content')
export class LearningContentController {
  constructor(private readonly content: ContentService) {}

  @SignedIn()
  @Get('modules/:module_id/content')
  @ApiOperation({ summary: 'List the content of a module' })
  @ApiOkResponse({ type: [ContentReply] })
  async listOfModule(
    @CurrentActor() actor: Actor,
    @IdParameter('module_id') moduleId: number,
  ): Promise<ContentReply[]> {
    return (await this.content.listOfModule(actor, moduleId)).map(toContent);
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
