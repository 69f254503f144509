import { Body, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ContentTypeEditor } from '../../../domain/content/content-type-editor';
import { ContentTypesService } from '../../../domain/content/content-types.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, PlatformAdminOnly } from '../../access';
import { IdParameter } from '../../http/parameters';
import { partOf, WholeListQuery } from '../../http/whole-list';
import { LearningController } from '../learning.surface';
import {
  ContentTypeReply,
  CreateContentTypeRequest,
  toContentType,
  toContentTypeChanges,
  toContentTypeDraft,
  UpdateContentTypeRequest,
} from './content-types.dto';

@ApiTags('Content Types')
@LearningController('content-types')
export class LearningContentTypesController {
  constructor(
    private readonly contentTypes: ContentTypesService,
    private readonly editor: ContentTypeEditor,
  ) {}

  @InstructorOrAbove()
  @Get()
  @ApiOperation({ summary: 'List content types' })
  @ApiOkResponse({ type: [ContentTypeReply] })
  async list(@Query() query: WholeListQuery): Promise<ContentTypeReply[]> {
    return partOf(await this.contentTypes.list(), query).map(toContentType);
  }

  @InstructorOrAbove()
  @Get(':content_type_id')
  @ApiOperation({ summary: 'Get a content type' })
  @ApiOkResponse({ type: ContentTypeReply })
  async get(@IdParameter('content_type_id') id: number): Promise<ContentTypeReply> {
    return toContentType(await this.contentTypes.get(id));
  }

  @PlatformAdminOnly()
  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: 'Add a content type', description: 'For platform admins.' })
  @ApiCreatedResponse({ type: ContentTypeReply })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateContentTypeRequest,
  ): Promise<ContentTypeReply> {
    return toContentType(await this.editor.create(actor, toContentTypeDraft(request)));
  }

  @PlatformAdminOnly()
  @Put(':content_type_id')
  @ApiOperation({
    summary: 'Change a content type',
    description:
      'For platform admins. Absent fields stay as they are; a schema that items of the type do not fit is refused.',
  })
  @ApiOkResponse({ type: ContentTypeReply })
  async update(
    @CurrentActor() actor: Actor,
    @IdParameter('content_type_id') id: number,
    @Body() request: UpdateContentTypeRequest,
  ): Promise<ContentTypeReply> {
    return toContentType(await this.editor.update(actor, id, toContentTypeChanges(request)));
  }

  @PlatformAdminOnly()
  @Delete(':content_type_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove a content type',
    description: 'For platform admins. Refused while there are items of it.',
  })
  @ApiNoContentResponse()
  async delete(
    @CurrentActor() actor: Actor,
    @IdParameter('content_type_id') id: number,
  ): Promise<void> {
    await this.editor.delete(actor, id);
  }
}
