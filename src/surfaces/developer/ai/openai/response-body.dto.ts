import { MOST_OUTPUT_TOKENS } from '../../../../domain/completions/completion';
import { FREE, IGNORED, REFUSED, WireField } from './wire-field';

/** Every field of a response that OpenAI knows; others are refused by name. */
export class ResponseBody {
  @WireField({
    type: 'string',
    example: 'claude-sonnet-4-5',
    required: true,
    nullable: false,
    description: "One of the models; names of OpenAI's own stand for the default one.",
  })
  model: unknown;

  @WireField({
    oneOf: [{ type: 'string' }, { type: 'array', items: FREE, minItems: 1 }],
    required: true,
    nullable: false,
    example: 'What is binary search?',
    description: 'A text, or messages with their content as text or parts of text.',
  })
  input: unknown;

  @WireField({ type: 'string', example: 'Be brief.' })
  instructions?: unknown;

  @WireField({ type: 'integer', minimum: 1, maximum: MOST_OUTPUT_TOKENS, example: 800 })
  max_output_tokens?: unknown;

  @WireField({ type: 'number', minimum: 0, maximum: 2, example: 0.7 })
  temperature?: unknown;

  @WireField({ type: 'number', minimum: 0, maximum: 1, example: 1 })
  top_p?: unknown;

  @WireField({ type: 'boolean', example: false })
  stream?: unknown;

  @WireField({ ...FREE, example: {}, description: IGNORED })
  stream_options?: unknown;

  @WireField({ ...FREE, example: { format: { type: 'text' } }, description: 'Only text.' })
  text?: unknown;

  @WireField({ type: 'boolean', example: false, description: REFUSED })
  store?: unknown;

  @WireField({ type: 'string', example: null, description: REFUSED })
  previous_response_id?: unknown;

  @WireField({ ...FREE, example: null, description: REFUSED })
  conversation?: unknown;

  @WireField({ type: 'boolean', example: false, description: REFUSED })
  background?: unknown;

  @WireField({ type: 'array', items: { type: 'string' }, example: [], description: REFUSED })
  include?: unknown;

  @WireField({ type: 'integer', example: 0, description: REFUSED })
  top_logprobs?: unknown;

  @WireField({ type: 'array', items: FREE, example: [], description: REFUSED })
  tools?: unknown;

  @WireField({ oneOf: [{ type: 'string' }, FREE], example: 'none', description: REFUSED })
  tool_choice?: unknown;

  @WireField({ ...FREE, example: null, description: REFUSED })
  access_programs?: unknown;

  @WireField({ ...FREE, example: null, description: REFUSED })
  context_management?: unknown;

  @WireField({ ...FREE, example: null, description: REFUSED })
  image?: unknown;

  @WireField({ ...FREE, example: null, description: REFUSED })
  moderation?: unknown;

  @WireField({ ...FREE, example: null, description: REFUSED })
  prompt?: unknown;

  @WireField({ type: 'integer', example: 1, description: IGNORED })
  max_tool_calls?: unknown;

  @WireField({ ...FREE, example: { trace: '1' }, description: IGNORED })
  metadata?: unknown;

  @WireField({ type: 'boolean', example: true, description: IGNORED })
  parallel_tool_calls?: unknown;

  @WireField({ type: 'string', example: 'lessons', description: IGNORED })
  prompt_cache_key?: unknown;

  @WireField({ ...FREE, example: {}, description: IGNORED })
  prompt_cache_options?: unknown;

  @WireField({ type: 'string', example: 'in_memory', description: IGNORED })
  prompt_cache_retention?: unknown;

  @WireField({ ...FREE, example: { effort: 'low' }, description: IGNORED })
  reasoning?: unknown;

  @WireField({ type: 'string', example: 'somebody', description: IGNORED })
  safety_identifier?: unknown;

  @WireField({ type: 'string', example: 'auto', description: IGNORED })
  service_tier?: unknown;

  @WireField({ type: 'string', example: 'disabled', description: IGNORED })
  truncation?: unknown;

  @WireField({ type: 'string', example: 'somebody', description: IGNORED })
  user?: unknown;
}
