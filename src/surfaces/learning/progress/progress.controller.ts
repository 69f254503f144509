import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ProgressService } from '../../../domain/progress/progress.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { LearningController } from '../learning.surface';
import {
  ContentProgressReply,
  ContentProgressRequest,
  ModuleProgressReply,
  ModuleProgressRequest,
  ProgressQuery,
  toAdvance,
  toContentProgress,
  toModuleProgress,
} from './progress.dto';

const HOW_IT_COUNTS =
  'A percent never shrinks unless allow_decrease says so. It rolls up the module tree to the course; a course that is done completes the enrollment.';

@ApiTags('Progress')
@SignedIn()
@LearningController('progress')
export class LearningProgressController {
  constructor(private readonly progress: ProgressService) {}

  @Get('modules/my-progress')
  @ApiOperation({ summary: 'List your own progress in modules' })
  @ApiOkResponse({ type: [ModuleProgressReply] })
  async listModules(
    @CurrentActor() actor: Actor,
    @Query() query: ProgressQuery,
  ): Promise<ModuleProgressReply[]> {
    const offeringId = query.course_offering_id ?? null;
    return (await this.progress.listOwnModules(actor, offeringId, query)).map(toModuleProgress);
  }

  @Post('modules')
  @HttpCode(200)
  @ApiOperation({ summary: 'Report progress in a module', description: HOW_IT_COUNTS })
  @ApiOkResponse({ type: ModuleProgressReply })
  async advanceModule(
    @CurrentActor() actor: Actor,
    @Body() request: ModuleProgressRequest,
  ): Promise<ModuleProgressReply> {
    const { course_offering_id: offeringId, module_id: moduleId } = request;
    return toModuleProgress(
      await this.progress.advanceModule(actor, offeringId, moduleId, toAdvance(request)),
    );
  }

  @Get('content/my-progress')
  @ApiOperation({ summary: 'List your own progress in content' })
  @ApiOkResponse({ type: [ContentProgressReply] })
  async listContent(
    @CurrentActor() actor: Actor,
    @Query() query: ProgressQuery,
  ): Promise<ContentProgressReply[]> {
    const offeringId = query.course_offering_id ?? null;
    return (await this.progress.listOwnContent(actor, offeringId, query)).map(toContentProgress);
  }

  @Post('content')
  @HttpCode(200)
  @ApiOperation({ summary: 'Report progress in a content item', description: HOW_IT_COUNTS })
  @ApiOkResponse({ type: ContentProgressReply })
  async advanceContent(
    @CurrentActor() actor: Actor,
    @Body() request: ContentProgressRequest,
  ): Promise<ContentProgressReply> {
    const { course_offering_id: offeringId, content_item_id: itemId } = request;
    return toContentProgress(
      await this.progress.advanceContent(actor, offeringId, itemId, toAdvance(request)),
    );
  }
}
