/** One message of the conversation that a model is to continue. */
export interface PromptMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** How the model is to write. What is left out is the provider's own default. */
export interface GenerationParameters {
  /** Randomness, from 0 (always the likeliest word); the upper end is the provider's. */
  temperature?: number;
  /** The longest reply, in tokens of the model. */
  maxOutputTokens?: number;
  /** Only the likeliest words that together have this probability, above 0 and up to 1. */
  topP?: number;
  /** Texts at which a reply ends, themselves left out. */
  stopSequences?: string[];
  /** The same number asks for the same reply, as far as the provider can. */
  seed?: number;
  /** From -2 to 2: how much a word is avoided the more often it was written. */
  frequencyPenalty?: number;
  /** From -2 to 2: how much a word is avoided that was written before. */
  presencePenalty?: number;
}

/** One reply asked of a model. */
export interface ModelRequest {
  /** The provider's name of the model; an empty string means the configured default. */
  model: string;
  messages: readonly PromptMessage[];
  parameters: GenerationParameters;
  /** Aborting it closes the connection to the provider at once. */
  signal: AbortSignal;
}

/** What the provider counted, in tokens; null where it did not say. */
export interface TokenUsage {
  inputTokens: number | null;
  outputTokens: number | null;
}

/**
 * A piece of a reply. `text` is never empty and never reasoning; `finish` is the last part, and
 * only there when the provider itself said that the reply is complete. Its reason is `other`
 * where the provider named a reason of its own, or none while it did mark the end.
 */
export type ModelPart =
  | { type: 'text'; text: string }
  | {
      type: 'finish';
      reason: 'stop' | 'length' | 'content_filter' | 'other';
      usage: TokenUsage | null;
    };

/** A language model behind a provider: messages in, a stream of text out. It knows no lessons. */
export interface LanguageModel {
  /** Who answers: the configured provider's name. */
  readonly provider: string;

  /**
   * Streams one reply. A stream that ends without an error has given exactly one `finish`, as its
   * last part; text may have come before an error.
   *
   * Raises ModelUnavailable, ModelTimedOut, ModelAccessDenied, ModelRejectedRequest or
   * ModelStreamBroken; the reason of `signal`, when that was aborted.
   */
  stream(request: ModelRequest): AsyncIterable<ModelPart>;
}
