import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ContentTypesService } from '../../../domain/content/content-types.service';
import { InstructorOrAbove } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import { ContentTypeReply, toContentType } from './content-types.dto';

@ApiTags('Content Types')
@InstructorOrAbove()
@LearningController('content-types')
export class LearningContentTypesController {
  constructor(private readonly contentTypes: ContentTypesService) {}

  @Get()
  @ApiOperation({ summary: 'List content types' })
  @ApiOkResponse({ type: [ContentTypeReply] })
  async list(): Promise<ContentTypeReply[]> {
    return (await this.contentTypes.list()).map(toContentType);
  }

  @Get(':content_type_id')
  @ApiOperation({ summary: 'Get a content type' })
  @ApiOkResponse({ type: ContentTypeReply })
  async get(@IdParameter('content_type_id') id: number): Promise<ContentTypeReply> {
    return toContentType(await this.contentTypes.get(id));
  }
}
