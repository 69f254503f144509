import { ApiProperty } from '@nestjs/swagger';
import type { AiBudget } from '../../../domain/completions/completion-budgets';
import type { DescribedModel } from '../../../domain/completions/completion-models';

class ModelPricesReply {
  @ApiProperty({ type: 'number', example: 3 })
  input_per_million_usd: number;

  @ApiProperty({ type: 'number', example: 15 })
  output_per_million_usd: number;
}

/** A model that may be asked. */
export class ModelReply {
  @ApiProperty({ example: 'claude-sonnet-4-5' })
  id: string;

  @ApiProperty({
    example: 'anthropic',
    description: 'Who runs it; `trellis` for the built-in one, which only quotes lessons.',
  })
  provider: string;

  @ApiProperty({ example: true, description: 'Whether it answers where a request names no model.' })
  default: boolean;

  @ApiProperty({ example: true, description: 'False for the built-in one.' })
  language_model: boolean;

  @ApiProperty({ type: 'integer', example: 800 })
  default_output_tokens: number;

  @ApiProperty({ type: 'integer', example: 16_384 })
  max_output_tokens: number;

  @ApiProperty({
    type: ModelPricesReply,
    nullable: true,
    description: 'What it costs this installation; null where that is not known.',
  })
  prices: ModelPricesReply | null;
}

/** What the caller's programs may still spend today. */
export class AiUsageReply {
  @ApiProperty({ enum: ['free', 'pro', 'enterprise'], example: 'free' })
  plan: string;

  @ApiProperty({
    type: 'integer',
    example: 1_240,
    description: "Tokens of this UTC day, the tutor's turns of this person included.",
  })
  used_tokens: number;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'The most that calls which are under way will use.',
  })
  held_tokens: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 100_000,
    description: 'Null: no budget.',
  })
  limit_tokens: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 98_760 })
  remaining_tokens: number | null;

  @ApiProperty({ format: 'date-time', example: '2026-02-26T00:00:00.000Z' })
  resets_at: string;
}

/** A model as this contract shows it. */
export function toModel(model: DescribedModel, index: number): ModelReply {
  return {
    id: model.name,
    provider: model.owner,
    default: index === 0,
    language_model: model.isLanguageModel,
    default_output_tokens: model.defaultOutputTokens,
    max_output_tokens: model.mostOutputTokens,
    prices:
      model.prices === null
        ? null
        : {
            input_per_million_usd: model.prices.input,
            output_per_million_usd: model.prices.output,
          },
  };
}

/** A budget as this contract shows it. */
export function toAiUsage(budget: AiBudget): AiUsageReply {
  const { plan, usedTokens, heldTokens, limitTokens, resetsAt } = budget;
  return {
    plan,
    used_tokens: usedTokens,
    held_tokens: heldTokens,
    limit_tokens: limitTokens,
    remaining_tokens:
      limitTokens === null ? null : Math.max(0, limitTokens - usedTokens - heldTokens),
    resets_at: resetsAt.toISOString(),
  };
}
