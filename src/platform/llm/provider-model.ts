import type { OpenAICompatibleProvider } from '@ai-sdk/openai-compatible';

/**
 * A model of the AI SDK as its providers make it. It is used directly rather than through
 * `streamText`, which adds retries and steps of its own and logs what it cannot handle.
 */
export type ProviderModel = ReturnType<OpenAICompatibleProvider['chatModel']>;

/** What of such a model is used. */
export type CallableModel = Pick<ProviderModel, 'doStream'>;

/** What such a model is asked. */
export type ProviderCall = Parameters<ProviderModel['doStream']>[0];

/** What such a model streams. */
export type ProviderPart =
  Awaited<ReturnType<ProviderModel['doStream']>>['stream'] extends ReadableStream<infer Part>
    ? Part
    : never;

/** One provider, configured. */
export interface Provider {
  /** The model of a name, for one call; all that it sends goes through the given `fetch`. */
  open(model: string, fetch: typeof globalThis.fetch): CallableModel | Promise<CallableModel>;
  /** What it sends to prove who asks; none of it may show up in an error. */
  secrets(): readonly string[];
  /** Whether `data: [DONE]` ends a reply of this provider. */
  marksDone: boolean;
}
