import { MOST_MESSAGES, MOST_OUTPUT_TOKENS } from '../../../../domain/completions/completion';
import { FREE, IGNORED, REFUSED, WireField } from './wire-field';

/** Every field of a chat completion that OpenAI knows; others are refused by name. */
export class ChatCompletionBody {
  @WireField({
    type: 'string',
    example: 'claude-sonnet-4-5',
    required: true,
    nullable: false,
    description: "One of the models; names of OpenAI's own stand for the default one.",
  })
  model: unknown;

  @WireField({
    type: 'array',
    items: FREE,
    minItems: 1,
    maxItems: MOST_MESSAGES,
    required: true,
    nullable: false,
    example: [{ role: 'user', content: 'What is binary search?' }],
    description: 'Roles system, developer, user and assistant; content as text or parts of text.',
  })
  messages: unknown;

  @WireField({ type: 'integer', minimum: 1, maximum: MOST_OUTPUT_TOKENS, example: 800 })
  max_completion_tokens?: unknown;

  @WireField({ type: 'integer', minimum: 1, maximum: MOST_OUTPUT_TOKENS, example: 800 })
  max_tokens?: unknown;

  @WireField({ type: 'number', minimum: 0, maximum: 2, example: 0.7 })
  temperature?: unknown;

  @WireField({ type: 'number', minimum: 0, maximum: 1, example: 1 })
  top_p?: unknown;

  @WireField({
    oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, maxItems: 4 }],
    example: ['END'],
  })
  stop?: unknown;

  @WireField({ type: 'integer', example: 7 })
  seed?: unknown;

  @WireField({ type: 'number', minimum: -2, maximum: 2, example: 0 })
  frequency_penalty?: unknown;

  @WireField({ type: 'number', minimum: -2, maximum: 2, example: 0 })
  presence_penalty?: unknown;

  @WireField({ type: 'boolean', example: false })
  stream?: unknown;

  @WireField({ ...FREE, example: { include_usage: true } })
  stream_options?: unknown;

  @WireField({ type: 'integer', minimum: 1, maximum: 1, example: 1 })
  n?: unknown;

  @WireField({ type: 'boolean', example: false, description: REFUSED })
  logprobs?: unknown;

  @WireField({ type: 'integer', example: 0, description: REFUSED })
  top_logprobs?: unknown;

  @WireField({ ...FREE, example: {}, description: REFUSED })
  logit_bias?: unknown;

  @WireField({ ...FREE, example: { type: 'text' }, description: 'Only text.' })
  response_format?: unknown;

  @WireField({ type: 'array', items: { type: 'string' }, example: ['text'] })
  modalities?: unknown;

  @WireField({ ...FREE, example: null, description: REFUSED })
  audio?: unknown;

  @WireField({ ...FREE, example: null, description: REFUSED })
  moderation?: unknown;

  @WireField({ ...FREE, example: null, description: REFUSED })
  web_search_options?: unknown;

  @WireField({ type: 'boolean', example: false, description: REFUSED })
  store?: unknown;

  @WireField({ type: 'array', items: FREE, example: [], description: REFUSED })
  tools?: unknown;

  @WireField({ oneOf: [{ type: 'string' }, FREE], example: 'none', description: REFUSED })
  tool_choice?: unknown;

  @WireField({ type: 'array', items: FREE, example: [], description: REFUSED })
  functions?: unknown;

  @WireField({ oneOf: [{ type: 'string' }, FREE], example: 'none', description: REFUSED })
  function_call?: unknown;

  @WireField({ ...FREE, example: { trace: '1' }, description: IGNORED })
  metadata?: unknown;

  @WireField({ type: 'boolean', example: true, description: IGNORED })
  parallel_tool_calls?: unknown;

  @WireField({ ...FREE, example: null, description: IGNORED })
  prediction?: unknown;

  @WireField({ type: 'string', example: 'lessons', description: IGNORED })
  prompt_cache_key?: unknown;

  @WireField({ ...FREE, example: {}, description: IGNORED })
  prompt_cache_options?: unknown;

  @WireField({ type: 'string', example: 'in_memory', description: IGNORED })
  prompt_cache_retention?: unknown;

  @WireField({ type: 'string', example: 'low', description: IGNORED })
  reasoning_effort?: unknown;

  @WireField({ type: 'string', example: 'somebody', description: IGNORED })
  safety_identifier?: unknown;

  @WireField({ type: 'string', example: 'auto', description: IGNORED })
  service_tier?: unknown;

  @WireField({ type: 'string', example: 'somebody', description: IGNORED })
  user?: unknown;

  @WireField({ type: 'string', example: 'low', description: IGNORED })
  verbosity?: unknown;
}
