import { Body, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PromptImpactService } from '../../../domain/prompt-impact/prompt-impact.service';
import { PromptDeletionService } from '../../../domain/prompts/prompt-deletion.service';
import { PRODUCTION } from '../../../domain/prompts/prompt-label';
import { PromptLabelsService } from '../../../domain/prompts/prompt-labels.service';
import { PromptsService } from '../../../domain/prompts/prompts.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, PlatformAdminOnly } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import { PromptImpactReply, PromptImpactRequest, toImpact } from './prompt-impact.dto';
import { PromptPageQuery, PromptVersionsReply, toSlice, toVersions } from './prompt-lists.dto';
import { PromptNameParameter } from './prompt-name.parameter';
import { PromptReply, SetLabelsRequest, toPrompt } from './prompts.dto';

@ApiTags('Prompts')
@InstructorOrAbove()
@LearningController('prompts/:prompt_name/versions')
export class LearningPromptVersionsController {
  constructor(
    private readonly prompts: PromptsService,
    private readonly labels: PromptLabelsService,
    private readonly deletions: PromptDeletionService,
    private readonly impacts: PromptImpactService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List the versions of a prompt, newest first' })
  @ApiOkResponse({ type: PromptVersionsReply })
  async list(
    @CurrentActor() actor: Actor,
    @PromptNameParameter() name: string,
    @Query() query: PromptPageQuery,
  ): Promise<PromptVersionsReply> {
    return toVersions(await this.prompts.versions(actor, name, toSlice(query)));
  }

  @Patch(':version/labels')
  @ApiOperation({
    summary: 'Set the labels of a version',
    description:
      'The version carries exactly these labels afterwards, besides `latest`; other versions ' +
      'of the name lose them. Protected labels are moved by platform admins only.',
  })
  @ApiOkResponse({ type: PromptReply })
  async setLabels(
    @CurrentActor() actor: Actor,
    @PromptNameParameter() name: string,
    @IdParameter('version') version: number,
    @Body() request: SetLabelsRequest,
  ): Promise<PromptReply> {
    return toPrompt(await this.labels.set(actor, name, version, request.labels));
  }

  @Post(':version/impact')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Preview what publishing a version under a label would touch',
    description: 'Nothing is changed.',
  })
  @ApiOkResponse({ type: PromptImpactReply })
  async impact(
    @CurrentActor() actor: Actor,
    @PromptNameParameter() name: string,
    @IdParameter('version') version: number,
    @Body() { label = PRODUCTION }: PromptImpactRequest,
  ): Promise<PromptImpactReply> {
    return toImpact(await this.impacts.of(actor, { name, version, label }));
  }

  @Delete(':version')
  @HttpCode(204)
  @PlatformAdminOnly()
  @ApiOperation({
    summary: 'Delete a version of a prompt',
    description:
      'Refused while other prompts include this version, or a label that would go with it. ' +
      '`latest` moves to the highest version that remains. The number is not used again.',
  })
  @ApiNoContentResponse({ description: 'Deleted.' })
  async delete(
    @CurrentActor() actor: Actor,
    @PromptNameParameter() name: string,
    @IdParameter('version') version: number,
  ): Promise<void> {
    await this.deletions.deleteVersion(actor, name, version);
  }
}
