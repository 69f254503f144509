import type { PromptMessage, TokenUsage } from '../../../platform/llm/language-model';

/** What one reply of a model used. */
export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Whether any of it is our estimate, for want of a count by the provider. */
  readonly estimated: boolean;
}

/** English text has about four characters to a token with every provider's tokenizer. */
const CHARACTERS_PER_TOKEN = 4;

/** What the provider counted; what it did not count is estimated from the characters. */
export function modelUsage(
  reported: TokenUsage | null,
  messages: readonly PromptMessage[],
  replyCharacters: number,
): ModelUsage {
  const asked = messages.reduce((sum, { content }) => sum + content.length, 0);
  const inputTokens = reported?.inputTokens ?? null;
  const outputTokens = reported?.outputTokens ?? null;
  return {
    inputTokens: inputTokens ?? estimate(asked),
    outputTokens: outputTokens ?? estimate(replyCharacters),
    estimated: inputTokens === null || outputTokens === null,
  };
}

function estimate(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}
