import { ApiProperty } from '@nestjs/swagger';
import type { ModelUsage } from '../../../../domain/chat/usage/token-usage';
import type {
  Completion,
  CompletionPart,
  FinishReason,
  RunningCompletion,
} from '../../../../domain/completions/completion';
import { encodeUuid } from '../../../../kernel/id';
import type { StreamWords } from '../part-stream';
import { renderOpenAiError } from './openai.surface';
import { FREE } from './wire-field';

/** A response as OpenAI's clients read it. */
export class OpenAiResponse {
  @ApiProperty({ example: 'resp_0ZhFOsqJzIdyGnFbXgbBcW' })
  id: string;

  @ApiProperty({ enum: ['response'], example: 'response' })
  object: string;

  @ApiProperty({ type: 'integer', example: 1_795_305_600 })
  created_at: number;

  @ApiProperty({ enum: ['in_progress', 'completed', 'incomplete'], example: 'completed' })
  status: string;

  @ApiProperty({ ...FREE, nullable: true, example: null })
  error: null;

  @ApiProperty({ ...FREE, nullable: true, example: null })
  incomplete_details: { reason: string } | null;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  instructions: null;

  @ApiProperty({ ...FREE, example: {} })
  metadata: object;

  @ApiProperty({ example: 'claude-sonnet-4-5' })
  model: string;

  @ApiProperty({ type: 'array', items: FREE, example: [{ type: 'message', role: 'assistant' }] })
  output: object[];

  @ApiProperty({ example: false })
  parallel_tool_calls: boolean;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  previous_response_id: null;

  @ApiProperty({ example: false })
  store: boolean;

  @ApiProperty({ type: 'number', nullable: true, example: null })
  temperature: null;

  @ApiProperty({ ...FREE, example: { format: { type: 'text' } } })
  text: object;

  @ApiProperty({ example: 'none' })
  tool_choice: string;

  @ApiProperty({ type: 'array', items: FREE, example: [] })
  tools: object[];

  @ApiProperty({ type: 'number', nullable: true, example: null })
  top_p: null;

  @ApiProperty({ ...FREE, nullable: true, example: { total_tokens: 175 } })
  usage: object | null;
}

type Head = Omit<RunningCompletion, 'parts'>;

/** A whole reply in the words of OpenAI's newer interface. */
export function toResponse(completion: Completion): OpenAiResponse {
  return ended(completion, completion.content, completion.finishReason, completion.usage);
}

/** A streamed reply in the same words: named events, numbered from 0 on. */
export function responseWordsOf(running: RunningCompletion): StreamWords<CompletionPart> {
  const place = { item_id: itemId(running), output_index: 0, content_index: 0 };
  let content = '';
  let number = 0;
  const event = (type: string, data: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...data, sequence_number: number++ })}\n\n`;
  const opening = (): string => {
    const response = begun(running);
    return [
      event('response.created', { response }),
      event('response.in_progress', { response }),
      event('response.output_item.added', {
        output_index: 0,
        item: { ...message(running, 'in_progress', ''), content: [] },
      }),
      event('response.content_part.added', { ...place, part: textPart('') }),
    ].join('');
  };
  return {
    frame: (part) => {
      const before = number === 0 ? opening() : '';
      if (part.type === 'text') {
        content += part.text;
        const delta = { ...place, delta: part.text, logprobs: [] };
        return before + event('response.output_text.delta', delta);
      }
      const response = ended(running, content, part.finishReason, part.usage);
      return [
        before,
        event('response.output_text.done', { ...place, text: content, logprobs: [] }),
        event('response.content_part.done', { ...place, part: textPart(content) }),
        event('response.output_item.done', { output_index: 0, item: response.output[0] }),
        event(`response.${response.status}`, { response }),
      ].join('');
    },
    failure: (error) => {
      const rendered = renderOpenAiError(error);
      return event('error', { ...rendered.error, ...rendered, type: 'error' });
    },
    closing: '',
  };
}

function begun({ id, model, startedAt }: Head): OpenAiResponse {
  return {
    id: `resp_${encodeUuid(id)}`,
    object: 'response',
    created_at: Math.floor(startedAt.getTime() / 1000),
    status: 'in_progress',
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model,
    output: [],
    parallel_tool_calls: false,
    previous_response_id: null,
    store: false,
    temperature: null,
    text: { format: { type: 'text' } },
    tool_choice: 'none',
    tools: [],
    top_p: null,
    usage: null,
  };
}

const SHORTENED: Readonly<Record<FinishReason, string | null>> = {
  stop: null,
  length: 'max_output_tokens',
  content_filter: 'content_filter',
};

function ended(
  head: Head,
  content: string,
  finishReason: FinishReason,
  usage: ModelUsage,
): OpenAiResponse {
  const reason = SHORTENED[finishReason];
  const status = reason === null ? 'completed' : 'incomplete';
  return {
    ...begun(head),
    status,
    incomplete_details: reason === null ? null : { reason },
    output: [message(head, status, content)],
    usage: {
      input_tokens: usage.inputTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: usage.outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: usage.inputTokens + usage.outputTokens,
    },
  };
}

function message(head: Head, status: string, text: string): object {
  return {
    type: 'message',
    id: itemId(head),
    status,
    role: 'assistant',
    content: [textPart(text)],
  };
}

function textPart(text: string): object {
  return { type: 'output_text', text, annotations: [], logprobs: [] };
}

function itemId({ id }: Head): string {
  return `msg_${encodeUuid(id)}`;
}
