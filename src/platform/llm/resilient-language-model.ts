import { setTimeout as sleep } from 'node:timers/promises';
import { CircuitBreaker, type BreakerPermit } from '../resilience/circuit-breaker';
import type { LanguageModel, ModelPart, ModelRequest } from './language-model';
import type { LlmOptions } from './llm-options';
import { isModelFailure, ModelTimedOut, ModelUnavailable, type ModelFailure } from './llm.errors';
import type { Provider } from './provider-model';
import { readProviderStream, type GeneratedPart } from './provider-stream';
import { withinDeadlines } from './stream-deadlines';

/** The pause before the second attempt, in milliseconds; up to twice as long, to spread retries. */
const RETRY_PAUSE_MS = 150;

/** A provider that wants to be left alone for longer than this is not asked again. */
const LONGEST_RETRY_AFTER_SECONDS = 5;

/**
 * Asks a provider with patience that ends: time limits, one more attempt as long as the model has
 * not begun to answer, and a circuit breaker for each model.
 */
export class ResilientLanguageModel implements LanguageModel {
  readonly provider: string;
  readonly #options: LlmOptions;
  readonly #provider: Provider;
  readonly #breakers = new Map<string, CircuitBreaker>();

  constructor(options: LlmOptions, provider: Provider) {
    this.provider = options.provider;
    this.#options = options;
    this.#provider = provider;
  }

  async *stream(request: ModelRequest): AsyncGenerator<ModelPart, void, undefined> {
    request.signal.throwIfAborted();
    const model = request.model || this.#options.defaultModel;
    const permit = this.#breakerOf(model).admit();
    const { totalTimeoutMs } = this.#options;
    const total = new AbortController();
    const timer = setTimeout(
      () => total.abort(new ModelTimedOut('end', totalTimeoutMs)),
      totalTimeoutMs,
    );
    const signal = AbortSignal.any([request.signal, total.signal]);
    try {
      for await (const part of this.#retried({ ...request, model, signal })) {
        report(permit, part);
        if (part.type !== 'working') {
          yield part;
        }
      }
    } catch (error) {
      if (isModelFailure(error)) {
        if (error.transient) {
          permit.failed();
        } else {
          permit.succeeded();
        }
      }
      throw error;
    } finally {
      clearTimeout(timer);
      permit.abandoned();
    }
  }

  async *#retried(request: ModelRequest): AsyncGenerator<GeneratedPart, void, undefined> {
    let begun = false;
    try {
      for await (const part of this.#attempt(request)) {
        begun = true;
        yield part;
      }
      return;
    } catch (error) {
      if (begun || request.signal.aborted || !isWorthRetrying(error)) {
        throw error;
      }
      await pauseBeforeRetry(error, request.signal);
    }
    yield* this.#attempt(request);
  }

  #attempt(request: ModelRequest): AsyncIterable<GeneratedPart> {
    const { model, messages, parameters, signal } = request;
    const provider = this.#provider;
    return withinDeadlines(
      (ownSignal) =>
        readProviderStream({ provider, model, messages, parameters, signal: ownSignal }),
      this.#options,
      signal,
    );
  }

  #breakerOf(model: string): CircuitBreaker {
    let breaker = this.#breakers.get(model);
    if (breaker === undefined) {
      breaker = new CircuitBreaker(this.#options.breaker, leftAlone);
      this.#breakers.set(model, breaker);
    }
    return breaker;
  }
}

function leftAlone(retryAfterSeconds: number): ModelUnavailable {
  return new ModelUnavailable(
    'The language model failed several times in a row and is being left alone for a moment. ' +
      'Please try again shortly.',
    { transient: false, retryAfterSeconds },
  );
}

/** Before the part is handed on, because a reader may leave with it. */
function report(permit: BreakerPermit, part: GeneratedPart): void {
  if (part.type === 'finish') {
    permit.succeeded();
  } else {
    permit.answering();
  }
}

function isWorthRetrying(error: unknown): error is ModelFailure {
  return (
    isModelFailure(error) &&
    error.transient &&
    (error.retryAfterSeconds ?? 0) <= LONGEST_RETRY_AFTER_SECONDS
  );
}

async function pauseBeforeRetry(error: ModelFailure, signal: AbortSignal): Promise<void> {
  const pauseMs = RETRY_PAUSE_MS * (1 + Math.random()) + (error.retryAfterSeconds ?? 0) * 1000;
  await sleep(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
}
