import { z } from 'zod';
import { Invalid } from '../../../../kernel/errors';
import {
  type CompletionRequest,
  MOST_MESSAGES,
  MOST_OUTPUT_TOKENS,
} from '../../../../domain/completions/completion';
import type { PromptMessage } from '../../../../platform/llm/language-model';
import { plainWords } from '../../../../platform/validation/plain-words';
import { unreadable } from './unreadable';

const MOST_STOPS = 4;

const REFUSED = {
  image: 'only content of type text is understood here',
  tools:
    "tools are not supported here; leave them out or set tool_choice to 'none', and call Trellis's own at /v1/ai/tools",
  choices: 'only one choice is made; leave n out or set it to 1',
  logprobs: 'log probabilities are not told here',
  format: "only the response format 'text' is supported here",
  audio: "only the modality 'text' is supported here",
  stored: 'conversations are not stored here; leave store out or set it to false',
  search: 'web search is not supported here',
  bias: 'logit_bias is not supported here',
} as const;

const TEXT_PART = z.looseObject({ type: z.literal('text', REFUSED.image), text: z.string() });
const CONTENT = z.union([z.string(), z.array(TEXT_PART).min(1).max(1_000)], {
  error: 'content is neither a text nor a list of parts of type text',
});
const MESSAGE = z.object(
  {
    role: z.enum(['system', 'developer', 'user', 'assistant'], {
      error: 'role is not one of system, developer, user and assistant',
    }),
    content: CONTENT,
    name: z.string().max(64).optional(),
    refusal: z.null().optional(),
    tool_calls: z.array(z.unknown()).max(0, REFUSED.tools).nullish(),
    annotations: z.unknown().optional(),
    audio: z.null(REFUSED.audio).optional(),
    function_call: z.null(REFUSED.tools).optional(),
  },
  { error: 'message is not an object with role and content' },
);

const whole = (smallest: number, largest: number) =>
  z.int(`value is not a whole number from ${smallest} to ${largest}`).min(smallest).max(largest);
const between = (smallest: number, largest: number) => z.number().min(smallest).max(largest);

/** Fields that only hint at how to work or for whom; they change nothing that could be missed. */
const HINTS = {
  metadata: z.unknown().optional(),
  parallel_tool_calls: z.unknown().optional(),
  prediction: z.unknown().optional(),
  prompt_cache_key: z.unknown().optional(),
  prompt_cache_options: z.unknown().optional(),
  prompt_cache_retention: z.unknown().optional(),
  reasoning_effort: z.unknown().optional(),
  safety_identifier: z.unknown().optional(),
  service_tier: z.unknown().optional(),
  user: z.unknown().optional(),
  verbosity: z.unknown().optional(),
};

const CHAT = z.strictObject({
  model: z.string().min(1).max(200),
  messages: z.array(MESSAGE).min(1).max(MOST_MESSAGES),
  max_tokens: whole(1, MOST_OUTPUT_TOKENS).nullish(),
  max_completion_tokens: whole(1, MOST_OUTPUT_TOKENS).nullish(),
  temperature: between(0, 2).nullish(),
  top_p: between(0, 1).nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(MOST_STOPS)]).nullish(),
  seed: z.int().nullish(),
  frequency_penalty: between(-2, 2).nullish(),
  presence_penalty: between(-2, 2).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({
      include_usage: z.boolean().nullish(),
      include_obfuscation: z.boolean().nullish(),
    })
    .nullish(),
  n: z.literal(1, REFUSED.choices).nullish(),
  logprobs: z.literal(false, REFUSED.logprobs).nullish(),
  top_logprobs: z.literal(0, REFUSED.logprobs).nullish(),
  logit_bias: z.strictObject({}, REFUSED.bias).nullish(),
  response_format: z.looseObject({ type: z.literal('text', REFUSED.format) }).nullish(),
  modalities: z.array(z.literal('text', REFUSED.audio)).nullish(),
  audio: z.null(REFUSED.audio).optional(),
  moderation: z.null('moderation is not supported here').optional(),
  web_search_options: z.null(REFUSED.search).optional(),
  store: z.literal(false, REFUSED.stored).nullish(),
  tools: z.array(z.unknown()).nullish(),
  tool_choice: z.unknown().optional(),
  functions: z.array(z.unknown()).nullish(),
  function_call: z.unknown().optional(),
  ...HINTS,
});

/** What a program wrote in OpenAI's words. */
export interface ChatRequest {
  readonly completion: CompletionRequest;
  readonly isStreamed: boolean;
  /** Whether the stream ends with a chunk of usage. */
  readonly includesUsage: boolean;
}

/**
 * Reads the body of a chat completion. What only tunes or labels a request is taken or left aside;
 * what would change its meaning is refused.
 *
 * @throws Invalid with places as OpenAI names them.
 */
export function chatRequestOf(body: unknown): ChatRequest {
  const read = CHAT.safeParse(body, { error: plainWords });
  if (!read.success) throw unreadable(read.error);
  const chat = read.data;
  refuseTools('tools', chat.tools, chat.tool_choice);
  refuseTools('functions', chat.functions, chat.function_call);
  if (chat.stop === '' || (Array.isArray(chat.stop) && chat.stop.includes(''))) {
    throw Invalid.field('stop', 'a stop sequence is empty', 'invalid_value');
  }
  return {
    completion: {
      model: chat.model,
      messages: chat.messages.map(toMessage),
      maxOutputTokens: chat.max_completion_tokens ?? chat.max_tokens ?? null,
      temperature: chat.temperature ?? null,
      topP: chat.top_p ?? null,
      stopSequences: [chat.stop ?? []].flat(),
      seed: chat.seed ?? null,
      frequencyPenalty: chat.frequency_penalty ?? null,
      presencePenalty: chat.presence_penalty ?? null,
    },
    isStreamed: chat.stream ?? false,
    includesUsage: chat.stream_options?.include_usage ?? false,
  };
}

function refuseTools(field: string, tools: unknown[] | null | undefined, choice: unknown): void {
  const areOffered = (tools ?? []).length > 0 && choice !== 'none';
  const areDemanded = choice === 'required' || (typeof choice === 'object' && choice !== null);
  if (areOffered || areDemanded) throw Invalid.field(field, REFUSED.tools, 'unsupported_parameter');
}

function toMessage({ role, content }: z.infer<typeof MESSAGE>): PromptMessage {
  return {
    role: role === 'developer' ? 'system' : role,
    content: typeof content === 'string' ? content : content.map(({ text }) => text).join(''),
  };
}
