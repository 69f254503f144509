import { setTimeout as sleep } from 'node:timers/promises';
import { createLanguageModel } from '../../../src/platform/llm/create-language-model';
import type {
  LanguageModel,
  ModelPart,
  ModelRequest,
} from '../../../src/platform/llm/language-model';
import type { LlmOptions } from '../../../src/platform/llm/llm-options';
import type { ProviderServer } from './provider-server';

/** A key that must never be seen outside of a request's headers. */
export const API_KEY = 'sk-test-4f9a';

/** Everything a reply gave before it ended, and the error it ended with, if any. */
export interface Reading {
  text: string;
  finish: Extract<ModelPart, { type: 'finish' }> | null;
  error: unknown;
}

/** A model at the test's server, with limits that no healthy test reaches. */
export function modelAt(server: ProviderServer, options: Partial<LlmOptions> = {}): LanguageModel {
  return createLanguageModel({
    provider: 'openai-compatible',
    baseUrl: server.url,
    apiKey: API_KEY,
    defaultModel: 'default-model',
    firstTokenTimeoutMs: 20_000,
    idleTimeoutMs: 20_000,
    totalTimeoutMs: 25_000,
    breaker: { failures: 1_000, openMs: 20_000 },
    ...options,
  });
}

/** Asks for one reply and reads it to its end. */
export async function read(
  model: LanguageModel,
  request: Partial<ModelRequest> = {},
): Promise<Reading> {
  const reading: Reading = { text: '', finish: null, error: null };
  try {
    for await (const part of model.stream(ask(request))) {
      if (part.type === 'text') {
        reading.text += part.text;
      } else {
        reading.finish = part;
      }
    }
  } catch (error) {
    reading.error = error;
  }
  return reading;
}

/** A small request, in the parts that a test does not set itself. */
export function ask(request: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model: 'some-model',
    messages: [{ role: 'user', content: 'What is osmosis? (asked by Robin)' }],
    parameters: {},
    signal: new AbortController().signal,
    ...request,
  };
}

/** Waits, generously, for something that is to happen on its own. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error('It did not happen within 20 s.');
    }
    await sleep(20);
  }
}
