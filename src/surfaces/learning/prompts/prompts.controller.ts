import { Body, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { PromptDeletionService } from '../../../domain/prompts/prompt-deletion.service';
import { PromptPreviewService } from '../../../domain/prompts/prompt-preview.service';
import { PromptPublisher } from '../../../domain/prompts/prompt-publisher';
import { PromptTagsService } from '../../../domain/prompts/prompt-tags.service';
import { PromptsService } from '../../../domain/prompts/prompts.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, PlatformAdminOnly } from '../../access';
import { LearningController } from '../learning.surface';
import {
  ListPromptsQuery,
  PromptLinkOptionReply,
  PromptListReply,
  PromptNameReply,
  toFilter,
  toLinkOption,
  toName,
  toPromptList,
  toSlice,
} from './prompt-lists.dto';
import { PreviewPromptRequest, PromptPreviewReply, toPreview } from './prompt-preview.dto';
import { PromptNameParameter } from './prompt-name.parameter';
import { PromptTagsReply, SetPromptTagsRequest, toTagsReply } from './prompt-tags.dto';
import {
  CreatePromptRequest,
  GetPromptQuery,
  PromptReply,
  toDraft,
  toPrompt,
  toSelection,
} from './prompts.dto';

@ApiTags('Prompts')
@InstructorOrAbove()
@LearningController('prompts')
export class LearningPromptsController {
  constructor(
    private readonly prompts: PromptsService,
    private readonly publisher: PromptPublisher,
    private readonly previews: PromptPreviewService,
    private readonly tags: PromptTagsService,
    private readonly deletions: PromptDeletionService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List prompts, grouped by name' })
  @ApiOkResponse({ type: PromptListReply })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: ListPromptsQuery,
  ): Promise<PromptListReply> {
    return toPromptList(await this.prompts.list(actor, toFilter(query), toSlice(query)), query);
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Publish the next version of a prompt',
    description:
      'The version gets the next number of its name and the label `latest`; the given labels ' +
      'move to it. Other prompts are included by ' +
      '`@@@langfusePrompt:name=…|label=…@@@` or `|version=N`, at most five levels deep; a text ' +
      'that does not resolve is refused.',
  })
  @ApiCreatedResponse({ type: PromptReply })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreatePromptRequest,
  ): Promise<PromptReply> {
    return toPrompt(await this.publisher.create(actor, toDraft(request)));
  }

  @Get('labels')
  @ApiOperation({ summary: 'List every label in use' })
  @ApiOkResponse({ type: [String], example: ['production', 'latest', 'staging', 'experiment-a'] })
  async labels(@CurrentActor() actor: Actor): Promise<string[]> {
    return this.prompts.labels(actor);
  }

  @Get('names')
  @ApiOperation({ summary: 'List every name of a prompt' })
  @ApiOkResponse({ type: [PromptNameReply] })
  async names(@CurrentActor() actor: Actor): Promise<PromptNameReply[]> {
    return (await this.prompts.names(actor)).map(toName);
  }

  @Get('link-options')
  @ApiOperation({ summary: 'List what a tag can point at' })
  @ApiOkResponse({ type: [PromptLinkOptionReply] })
  async linkOptions(@CurrentActor() actor: Actor): Promise<PromptLinkOptionReply[]> {
    return (await this.prompts.linkOptions(actor)).map(toLinkOption);
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'Resolve and render a text without saving it' })
  @ApiOkResponse({ type: PromptPreviewReply })
  async preview(
    @CurrentActor() actor: Actor,
    @Body() request: PreviewPromptRequest,
  ): Promise<PromptPreviewReply> {
    return toPreview(
      await this.previews.preview(actor, request.prompt_text, request.variables ?? {}),
    );
  }

  @Get(':prompt_name')
  @ApiOperation({
    summary: 'Get a version of a prompt by label or number',
    description: 'Without either, the version labelled `production`. A "/" in a name is %2F.',
  })
  @ApiOkResponse({ type: PromptReply })
  async get(
    @CurrentActor() actor: Actor,
    @PromptNameParameter() name: string,
    @Query() query: GetPromptQuery,
  ): Promise<PromptReply> {
    return toPrompt(await this.prompts.get(actor, name, toSelection(query)));
  }

  @Patch(':prompt_name/tags')
  @ApiOperation({ summary: 'Set the tags of a prompt, on every version' })
  @ApiOkResponse({ type: PromptTagsReply })
  async setTags(
    @CurrentActor() actor: Actor,
    @PromptNameParameter() name: string,
    @Body() request: SetPromptTagsRequest,
  ): Promise<PromptTagsReply> {
    return this.tags.set(actor, name, request.tags).then(toTagsReply);
  }

  @Delete(':prompt_name')
  @HttpCode(204)
  @PlatformAdminOnly()
  @ApiOperation({
    summary: 'Delete every version of a prompt',
    description: 'Refused while other prompts include any of them.',
  })
  @ApiNoContentResponse({ description: 'Deleted.' })
  async delete(@CurrentActor() actor: Actor, @PromptNameParameter() name: string): Promise<void> {
    await this.deletions.deletePrompt(actor, name);
  }
}
