import { InvalidResponseDataError } from 'ai';
import type { GenerationParameters, ModelPart, PromptMessage, TokenUsage } from './language-model';
import { failureBeforeReply, failureInsideReply, failureToConnect } from './provider-failure';
import type { Provider, ProviderCall, ProviderPart } from './provider-model';
import { ProviderWire } from './provider-wire';

/** A part of the reply, or the sign that the model is at work without writing text. */
export type GeneratedPart = ModelPart | { type: 'working' };

/** One attempt at a reply. */
export interface ProviderAttempt {
  provider: Provider;
  model: string;
  messages: readonly PromptMessage[];
  parameters: GenerationParameters;
  /** Aborting it closes the connection. */
  signal: AbortSignal;
}

type FinishPart = Extract<ProviderPart, { type: 'finish' }>;

/** Finish reasons by which a provider says that it failed, although it ends the stream in order. */
const FAILED = new Set([
  'error',
  'abort',
  'aborted',
  'cancelled',
  'insufficient_system_resource',
  'network_error',
]);

/**
 * Sends one request, without any retry, and tells the reply. It ends with `finish` only when the
 * provider gave a finish reason or the `[DONE]` mark; every other end is an error, after all that
 * came before it. Raises a ModelFailure, or whatever the aborted connection raised.
 */
export async function* readProviderStream(
  attempt: ProviderAttempt,
): AsyncGenerator<GeneratedPart, void, undefined> {
  const wire = new ProviderWire(attempt.provider.marksDone);
  const reader = await openReader(attempt, wire);
  const broken = (error: unknown) =>
    failureInsideReply(wire.brokenBy ?? error, attempt.provider.secrets());
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw broken(error);
      });
      if (done) {
        throw broken(new Error('The reply ended without a finish reason.'));
      }
      if (value.type === 'text-delta' && value.delta !== '') {
        yield { type: 'text', text: value.delta };
      } else if (value.type === 'reasoning-delta' || value.type === 'tool-input-delta') {
        yield { type: 'working' };
      } else if (value.type === 'error' && !(wire.markedDone && isMissingFinishReason(value))) {
        throw broken(value.error);
      } else if (value.type === 'finish') {
        if (!isComplete(value, wire)) {
          throw broken(new Error(`The reply ended as ${value.finishReason.raw ?? 'cut off'}.`));
        }
        wire.complete = true;
        yield { type: 'finish', reason: toReason(value), usage: toUsage(value) };
        return;
      }
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

async function openReader(
  { provider, model, messages, parameters, signal }: ProviderAttempt,
  wire: ProviderWire,
): Promise<ReadableStreamDefaultReader<ProviderPart>> {
  try {
    const opened = await provider.open(model, wire.fetch);
    const { stream } = await opened.doStream({
      prompt: toPrompt(messages),
      ...parameters,
      abortSignal: signal,
    });
    return stream.getReader();
  } catch (error) {
    const secrets = provider.secrets();
    if (wire.answered) {
      throw failureInsideReply(wire.brokenBy ?? error, secrets);
    }
    throw wire.brokenBy === null
      ? failureBeforeReply(error, secrets)
      : failureToConnect(wire.brokenBy, secrets);
  }
}

/**
 * The OpenAI-compatible library takes a reply without any finish reason for cut off. Some
 * endpoints (Snowflake's, for one) give none and only mark the end; this complaint of the
 * library, the only one of its kind without data, is then none of ours.
 */
function isMissingFinishReason({ error }: Extract<ProviderPart, { type: 'error' }>): boolean {
  return InvalidResponseDataError.isInstance(error) && error.data === undefined;
}

function isComplete({ finishReason }: FinishPart, wire: ProviderWire): boolean {
  return finishReason.raw === undefined ? wire.markedDone : !FAILED.has(finishReason.raw);
}

function toReason({ finishReason }: FinishPart): Extract<ModelPart, { type: 'finish' }>['reason'] {
  switch (finishReason.unified) {
    case 'stop':
    case 'length':
      return finishReason.unified;
    case 'content-filter':
      return 'content_filter';
    default:
      return 'other';
  }
}

function toUsage({ usage }: FinishPart): TokenUsage | null {
  const inputTokens = usage.inputTokens.total ?? null;
  const outputTokens = usage.outputTokens.total ?? null;
  return inputTokens === null && outputTokens === null ? null : { inputTokens, outputTokens };
}

function toPrompt(messages: readonly PromptMessage[]): ProviderCall['prompt'] {
  return messages.map(({ role, content }) =>
    role === 'system' ? { role, content } : { role, content: [{ type: 'text', text: content }] },
  );
}
