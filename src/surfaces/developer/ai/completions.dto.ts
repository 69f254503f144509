import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsNumber,
  IsObject,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  type Completion,
  type CompletionPart,
  type CompletionRequest,
  MOST_CHARACTERS,
  MOST_MESSAGES,
  MOST_OUTPUT_TOKENS,
  type RunningCompletion,
} from '../../../domain/completions/completion';
import type { ModelUsage } from '../../../domain/chat/usage/token-usage';
import { publicId } from '../../../kernel/public-id';
import { PresentOrAbsent, TextField } from '../../http/fields';
import { ChoiceField, FlagField, IntegerField } from '../../http/value-fields';
import { WrittenTextField } from '../../http/written-text-field';
import { developer } from '../developer.surface';
import type { StreamWords } from './part-stream';

const ROLES = ['system', 'user', 'assistant'] as const;
const HOTTEST = 2;

class MessageField {
  @ChoiceField(ROLES, { example: 'user' })
  role: (typeof ROLES)[number];

  @WrittenTextField({ maximum: MOST_CHARACTERS, example: 'What is binary search?' })
  content: string;
}

/** What to answer, and how. */
export class CompletionBody {
  @TextField({
    maximum: 200,
    example: 'claude-sonnet-4-5',
    optional: true,
    description: 'One of GET /v1/ai/models; the default one when absent.',
  })
  model?: string;

  @ApiProperty({
    type: [MessageField],
    minItems: 1,
    maxItems: MOST_MESSAGES,
    description: `The conversation so far; at most ${MOST_CHARACTERS} characters together.`,
  })
  @IsArray({ message: 'value is not a list' })
  @ArrayMinSize(1, { message: 'list needs at least 1 entry' })
  @ArrayMaxSize(MOST_MESSAGES, { message: `list has more than ${MOST_MESSAGES} entries` })
  @IsObject({ each: true, message: 'entry is not a message with role and content' })
  @ValidateNested({ each: true, message: 'entry is not a message with role and content' })
  @Type(() => MessageField)
  messages: MessageField[];

  @IntegerField({
    minimum: 1,
    maximum: MOST_OUTPUT_TOKENS,
    example: 800,
    optional: true,
    description: 'The longest reply; `default_output_tokens` of the model when absent.',
  })
  max_tokens?: number;

  @ApiProperty({ type: 'number', minimum: 0, maximum: HOTTEST, example: 0.7, required: false })
  @PresentOrAbsent(false)
  @IsNumber({}, { message: 'value is not a number' })
  @Min(0, { message: `value is not from 0 to ${HOTTEST}` })
  @Max(HOTTEST, { message: `value is not from 0 to ${HOTTEST}` })
  temperature?: number;

  @FlagField({
    example: false,
    optional: true,
    description: 'Whether the reply comes as server-sent events while it is made.',
  })
  stream?: boolean;
}

/** Tokens of one call. */
export class TokensReply {
  @ApiProperty({ type: 'integer', example: 21 })
  input_tokens: number;

  @ApiProperty({ type: 'integer', example: 154 })
  output_tokens: number;

  @ApiProperty({ type: 'integer', example: 175 })
  total_tokens: number;

  @ApiProperty({
    example: false,
    description: 'Whether a count is ours, characters ÷ 4, for want of one by the provider.',
  })
  estimated: boolean;
}

/** A whole reply. */
export class CompletionReply {
  @ApiProperty({ example: publicId('completion', '123e4567-e89b-12d3-a456-426614174000') })
  id: string;

  @ApiProperty({ example: 'claude-sonnet-4-5' })
  model: string;

  @ApiProperty({ example: 'Binary search halves the range at each step.' })
  content: string;

  @ApiProperty({ enum: ['stop', 'length', 'content_filter'], example: 'stop' })
  finish_reason: string;

  @ApiProperty({ type: TokensReply })
  usage: TokensReply;
}

/** The domain's words for what is asked. */
export function toRequest(body: CompletionBody): CompletionRequest {
  return {
    model: body.model ?? null,
    messages: body.messages.map(({ role, content }) => ({ role, content })),
    maxOutputTokens: body.max_tokens ?? null,
    temperature: body.temperature ?? null,
    topP: null,
    stopSequences: [],
    seed: null,
    frequencyPenalty: null,
    presencePenalty: null,
  };
}

/** A reply as this contract shows it. */
export function toCompletion(completion: Completion): CompletionReply {
  return {
    id: publicId('completion', completion.id),
    model: completion.model,
    content: completion.content,
    finish_reason: completion.finishReason,
    usage: toTokens(completion.usage),
  };
}

/** A streamed reply: each event is an envelope of its own, the last one says how it ended. */
export function streamWordsOf({ id, model }: RunningCompletion): StreamWords<CompletionPart> {
  return {
    frame: (part) =>
      event({ success: true, data: dataOf(part, publicId('completion', id), model) }),
    failure: (error) => event(developer.renderError(error, developer.status[error.kind])),
    closing: '',
  };
}

function dataOf(part: CompletionPart, id: string, model: string): object {
  return part.type === 'text'
    ? { delta: part.text }
    : { id, model, finish_reason: part.finishReason, usage: toTokens(part.usage) };
}

function toTokens({ inputTokens, outputTokens, estimated }: ModelUsage): TokensReply {
  return {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    estimated,
  };
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
