import { z } from 'zod';
import {
  type CompletionRequest,
  MOST_MESSAGES,
  MOST_OUTPUT_TOKENS,
} from '../../../../domain/completions/completion';
import type { PromptMessage } from '../../../../platform/llm/language-model';
import { plainWords } from '../../../../platform/validation/plain-words';
import { unreadable } from './unreadable';

const REFUSED = {
  content: 'only content of type input_text or output_text is understood here',
  tools: "tools are not supported here; call Trellis's own at /v1/ai/tools",
  format: "only the text format 'text' is supported here",
  memory: 'responses are not stored here; send the whole conversation as input',
  background: 'responses are not made in the background here',
  include: 'nothing more can be included here',
  other: 'this is not supported here',
} as const;

const PART = z.looseObject({
  type: z.enum(['input_text', 'output_text'], REFUSED.content),
  text: z.string(),
});
const MESSAGE = z.object(
  {
    type: z.literal('message', 'only items of type message are understood here').optional(),
    role: z.enum(['system', 'developer', 'user', 'assistant'], {
      error: 'role is not one of system, developer, user and assistant',
    }),
    content: z.union([z.string(), z.array(PART).min(1).max(1_000)], {
      error: 'content is neither a text nor a list of parts',
    }),
  },
  { error: 'item is not a message with role and content' },
);
const ASIDE = z.unknown().optional();
const NOTHING = z.null(REFUSED.other).optional();

const RESPONSE = z.strictObject({
  model: z.string().min(1).max(200),
  input: z.union([z.string(), z.array(MESSAGE).min(1).max(MOST_MESSAGES)], {
    error: 'input is neither a text nor a list of messages',
  }),
  instructions: z.string().nullish(),
  max_output_tokens: z.int().min(1).max(MOST_OUTPUT_TOKENS).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({}).nullish(),
  text: z
    .looseObject({
      format: z.looseObject({ type: z.literal('text', REFUSED.format) }).nullish(),
    })
    .nullish(),
  store: z.literal(false, REFUSED.memory).nullish(),
  previous_response_id: z.null(REFUSED.memory).optional(),
  conversation: z.null(REFUSED.memory).optional(),
  background: z.literal(false, REFUSED.background).nullish(),
  include: z.array(z.unknown()).max(0, REFUSED.include).nullish(),
  top_logprobs: z.literal(0, REFUSED.other).nullish(),
  tools: z.array(z.unknown()).max(0, REFUSED.tools).nullish(),
  tool_choice: z.enum(['none', 'auto'], REFUSED.tools).nullish(),
  access_programs: NOTHING,
  context_management: NOTHING,
  image: NOTHING,
  moderation: NOTHING,
  prompt: NOTHING,
  max_tool_calls: ASIDE,
  metadata: ASIDE,
  parallel_tool_calls: ASIDE,
  prompt_cache_key: ASIDE,
  prompt_cache_options: ASIDE,
  prompt_cache_retention: ASIDE,
  reasoning: ASIDE,
  safety_identifier: ASIDE,
  service_tier: ASIDE,
  truncation: ASIDE,
  user: ASIDE,
});

/** What a program wrote in the words of OpenAI's newer interface. */
export interface ResponseRequest {
  readonly completion: CompletionRequest;
  readonly isStreamed: boolean;
}

/**
 * Reads the body of a response. As with chat completions, what would change its meaning is refused.
 *
 * @throws Invalid with places as OpenAI names them.
 */
export function responseRequestOf(body: unknown): ResponseRequest {
  const read = RESPONSE.safeParse(body, { error: plainWords });
  if (!read.success) throw unreadable(read.error);
  const { input, instructions, ...rest } = read.data;
  const said: PromptMessage[] =
    typeof input === 'string' ? [{ role: 'user', content: input }] : input.map(toMessage);
  return {
    completion: {
      model: rest.model,
      messages:
        instructions === null || instructions === undefined || instructions === ''
          ? said
          : [{ role: 'system', content: instructions }, ...said],
      maxOutputTokens: rest.max_output_tokens ?? null,
      temperature: rest.temperature ?? null,
      topP: rest.top_p ?? null,
      stopSequences: [],
      seed: null,
      frequencyPenalty: null,
      presencePenalty: null,
    },
    isStreamed: rest.stream ?? false,
  };
}

function toMessage({ role, content }: z.infer<typeof MESSAGE>): PromptMessage {
  return {
    role: role === 'developer' ? 'system' : role,
    content: typeof content === 'string' ? content : content.map(({ text }) => text).join(''),
  };
}
