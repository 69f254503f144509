import type { PromptMessage } from '../../platform/llm/language-model';
import type { ModelUsage } from '../chat/usage/token-usage';

/** The most messages of one request. */
export const MOST_MESSAGES = 100;
/** The most characters of all its messages together, in UTF-16 units. */
export const MOST_CHARACTERS = 200_000;
/** The longest reply that may be asked for, in tokens of the model. */
export const MOST_OUTPUT_TOKENS = 16_384;

/** What a program asks of a model. What is null is left to the installation. */
export interface CompletionRequest {
  /** A model's name; null asks the one that is configured. */
  readonly model: string | null;
  /** At least one, at most {@link MOST_MESSAGES}. */
  readonly messages: readonly PromptMessage[];
  /** 1 to {@link MOST_OUTPUT_TOKENS}. */
  readonly maxOutputTokens: number | null;
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly stopSequences: readonly string[];
  readonly seed: number | null;
  readonly frequencyPenalty: number | null;
  readonly presencePenalty: number | null;
}

export type FinishReason = 'stop' | 'length' | 'content_filter';

/** A piece of a reply: text that is never empty, then exactly one end. */
export type CompletionPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'end'; readonly finishReason: FinishReason; readonly usage: ModelUsage };

/** A reply that is being made. Whoever starts one reads its parts or leaves them, but does begin. */
export interface RunningCompletion {
  /** A uuid. */
  readonly id: string;
  /** The name of the model that answers. */
  readonly model: string;
  readonly startedAt: Date;
  readonly parts: AsyncIterable<CompletionPart>;
}

/** A reply in one piece. */
export interface Completion extends Omit<RunningCompletion, 'parts'> {
  readonly content: string;
  readonly finishReason: FinishReason;
  readonly usage: ModelUsage;
}
