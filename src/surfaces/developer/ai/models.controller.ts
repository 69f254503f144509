import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CompletionBudgets } from '../../../domain/completions/completion-budgets';
import { CompletionModels } from '../../../domain/completions/completion-models';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, WithKey } from '../../access';
import { DeveloperController } from '../developer-controller';
import { type Envelope, enveloped, EnvelopeOf, ListEnvelopeOf } from '../envelope';
import { AiUsageReply, ModelReply, toAiUsage, toModel } from './models.dto';

@ApiTags('AI')
@WithKey('use:ai')
@DeveloperController('ai')
export class DeveloperAiModelsController {
  constructor(
    private readonly models: CompletionModels,
    private readonly budgets: CompletionBudgets,
  ) {}

  @Get('models')
  @ApiOperation({ summary: 'List the models', description: 'The default one first.' })
  @ApiOkResponse({ type: ListEnvelopeOf(ModelReply) })
  async list(): Promise<Envelope<ModelReply[]>> {
    return enveloped(this.models.list().map(toModel));
  }

  @Get('usage')
  @ApiOperation({ summary: "Get today's budget of tokens" })
  @ApiOkResponse({ type: EnvelopeOf(AiUsageReply) })
  async usage(@CurrentActor() actor: Actor): Promise<Envelope<AiUsageReply>> {
    return enveloped(toAiUsage(await this.budgets.of(actor)));
  }
}
