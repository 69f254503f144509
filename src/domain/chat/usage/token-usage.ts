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

/** No reply of any model comes near; a greater count is a mistake of whoever gave it. */
const MOST_TOKENS = 100_000_000;

/**
 * What the provider counted; what it did not count, or cannot have counted, is estimated from the
 * characters.
 */
export function modelUsage(
  reported: TokenUsage | null,
  messages: readonly PromptMessage[],
  replyCharacters: number,
): ModelUsage {
  const inputTokens = credible(reported?.inputTokens);
  const outputTokens = credible(reported?.outputTokens);
  return {
    inputTokens: inputTokens ?? estimatedInput(messages),
    outputTokens: outputTokens ?? estimate(replyCharacters),
    estimated: inputTokens === null || outputTokens === null,
  };
}

/** About how many tokens it takes to send these messages. */
export function estimatedInput(messages: readonly PromptMessage[]): number {
  return estimate(messages.reduce((sum, { content }) => sum + content.length, 0));
}

function estimate(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

function credible(count: number | null | undefined): number | null {
  const isCredible =
    Number.isSafeInteger(count) && Number(count) >= 0 && Number(count) <= MOST_TOKENS;
  return isCredible ? (count as number) : null;
}
