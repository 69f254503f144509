import { ApiProperty } from '@nestjs/swagger';
import { encodeUuid } from '../../../../kernel/id';
import type { ModelUsage } from '../../../../domain/chat/usage/token-usage';
import type {
  Completion,
  CompletionPart,
  RunningCompletion,
} from '../../../../domain/completions/completion';
import type { DescribedModel } from '../../../../domain/completions/completion-models';
import type { StreamWords } from '../part-stream';
import { renderOpenAiError } from './openai.surface';

const EXAMPLE_ID = 'chatcmpl-0ZhFOsqJzIdyGnFbXgbBcW';
/** No model of a provider tells when it was made; the day on which this contract began stands for it. */
const CREATED = Date.UTC(2026, 10, 22) / 1000;

/** A model as OpenAI's clients list them. */
export class OpenAiModel {
  @ApiProperty({ example: 'claude-sonnet-4-5' })
  id: string;

  @ApiProperty({ enum: ['model'], example: 'model' })
  object: string;

  @ApiProperty({ type: 'integer', example: CREATED })
  created: number;

  @ApiProperty({ example: 'anthropic' })
  owned_by: string;
}

/** A list of models. */
export class OpenAiModelList {
  @ApiProperty({ enum: ['list'], example: 'list' })
  object: string;

  @ApiProperty({ type: [OpenAiModel] })
  data: OpenAiModel[];
}

class OpenAiMessage {
  @ApiProperty({ enum: ['assistant'], example: 'assistant' })
  role: string;

  @ApiProperty({ example: 'Binary search halves the range at each step.' })
  content: string;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  refusal: string | null;
}

class OpenAiChoice {
  @ApiProperty({ type: 'integer', example: 0 })
  index: number;

  @ApiProperty({ type: OpenAiMessage })
  message: OpenAiMessage;

  @ApiProperty({ type: 'object', nullable: true, additionalProperties: true, example: null })
  logprobs: null;

  @ApiProperty({ enum: ['stop', 'length', 'content_filter'], example: 'stop' })
  finish_reason: string;
}

class OpenAiUsage {
  @ApiProperty({ type: 'integer', example: 21 })
  prompt_tokens: number;

  @ApiProperty({ type: 'integer', example: 154 })
  completion_tokens: number;

  @ApiProperty({ type: 'integer', example: 175 })
  total_tokens: number;
}

/** A reply as OpenAI's clients read it. */
export class OpenAiChatCompletion {
  @ApiProperty({ example: EXAMPLE_ID })
  id: string;

  @ApiProperty({ enum: ['chat.completion'], example: 'chat.completion' })
  object: string;

  @ApiProperty({ type: 'integer', example: CREATED })
  created: number;

  @ApiProperty({ example: 'claude-sonnet-4-5' })
  model: string;

  @ApiProperty({ type: [OpenAiChoice] })
  choices: OpenAiChoice[];

  @ApiProperty({ type: OpenAiUsage })
  usage: OpenAiUsage;
}

/** A model in OpenAI's words. */
export function toOpenAiModel({ name, owner }: DescribedModel): OpenAiModel {
  return { id: name, object: 'model', created: CREATED, owned_by: owner };
}

/** A whole reply in OpenAI's words. */
export function toChatCompletion(completion: Completion): OpenAiChatCompletion {
  return {
    ...headOf(completion, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: completion.content, refusal: null },
        logprobs: null,
        finish_reason: completion.finishReason,
      },
    ],
    usage: toUsage(completion.usage),
  };
}

/** A streamed reply in OpenAI's words: chunks, then a line that says that it is done. */
export function chunkWordsOf(
  running: RunningCompletion,
  includesUsage: boolean,
): StreamWords<CompletionPart> {
  const head = headOf(running, 'chat.completion.chunk');
  const usage = includesUsage ? { usage: null } : {};
  const chunk = (delta: object, finishReason: string | null): string =>
    event({
      ...head,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
      ...usage,
    });
  let opening = chunk({ role: 'assistant', content: '', refusal: null }, null);
  return {
    frame: (part) => {
      const before = opening;
      opening = '';
      if (part.type === 'text') return before + chunk({ content: part.text }, null);
      const last = includesUsage ? event({ ...head, choices: [], usage: toUsage(part.usage) }) : '';
      return before + chunk({}, part.finishReason) + last;
    },
    failure: (error) => event(renderOpenAiError(error)),
    closing: 'data: [DONE]\n\n',
  };
}

function headOf({ id, model, startedAt }: Omit<RunningCompletion, 'parts'>, object: string) {
  return {
    id: `chatcmpl-${encodeUuid(id)}`,
    object,
    created: Math.floor(startedAt.getTime() / 1000),
    model,
  };
}

function toUsage({ inputTokens, outputTokens }: ModelUsage): OpenAiUsage {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
