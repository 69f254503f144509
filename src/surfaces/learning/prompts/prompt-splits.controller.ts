import { Body, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PromptSplitsService } from '../../../domain/prompts/prompt-splits.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove } from '../../access';
import { LearningController } from '../learning.surface';
import { PromptLabelParameter } from './prompt-label.parameter';
import { PromptNameParameter } from './prompt-name.parameter';
import { PromptSplitReply, SplitLabelRequest, toSplit } from './prompt-split.dto';

@ApiTags('Prompts')
@InstructorOrAbove()
@LearningController('prompts/:prompt_name/labels/:label/split')
export class LearningPromptSplitsController {
  constructor(private readonly splits: PromptSplitsService) {}

  @Get()
  @ApiOperation({ summary: 'Get the split of a label' })
  @ApiOkResponse({ type: PromptSplitReply })
  async get(
    @CurrentActor() actor: Actor,
    @PromptNameParameter() name: string,
    @PromptLabelParameter() label: string,
  ): Promise<PromptSplitReply> {
    return toSplit(await this.splits.get(actor, name, label));
  }

  @Put()
  @ApiOperation({
    summary: 'Give a share of the people another version under a label',
    description:
      'A person always gets the same side. Where nobody is asked for, as in this API and in ' +
      'prompts that include the label, it means the version it stands on. Moving or dropping ' +
      'the label ends the split. Protected labels are split by platform admins only.',
  })
  @ApiOkResponse({ type: PromptSplitReply })
  async put(
    @CurrentActor() actor: Actor,
    @PromptNameParameter() name: string,
    @PromptLabelParameter() label: string,
    @Body() { version, percent }: SplitLabelRequest,
  ): Promise<PromptSplitReply> {
    return toSplit(await this.splits.put(actor, name, label, { version, percent }));
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'End the split of a label' })
  @ApiNoContentResponse({ description: 'Everybody gets the version that the label stands on.' })
  async end(
    @CurrentActor() actor: Actor,
    @PromptNameParameter() name: string,
    @PromptLabelParameter() label: string,
  ): Promise<void> {
    await this.splits.end(actor, name, label);
  }
}
