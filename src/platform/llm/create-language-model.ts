import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { bedrockProvider } from './bedrock-provider';
import type { LanguageModel } from './language-model';
import type { LlmOptions } from './llm-options';
import type { Provider } from './provider-model';
import { ResilientLanguageModel } from './resilient-language-model';
import { SharedModels } from './shared-models';

const PROVIDERS: Record<LlmOptions['provider'], (options: LlmOptions) => Provider> = {
  anthropic: (options) => {
    const apiKey = required(options, 'apiKey');
    const baseURL = options.baseUrl ?? 'https://api.anthropic.com/v1';
    return {
      open: (model, fetch) => createAnthropic({ apiKey, baseURL, fetch })(model),
      secrets: () => [apiKey],
      marksDone: false,
    };
  },

  bedrock: bedrockProvider,

  'openai-compatible': (options) => {
    const baseURL = required(options, 'baseUrl');
    const settings = { name: options.provider, apiKey: options.apiKey, baseURL };
    const models = new SharedModels((model, fetch) =>
      createOpenAICompatible({ ...settings, fetch, includeUsage: true }).chatModel(model),
    );
    return {
      open: (model, fetch) => models.through(model, fetch),
      secrets: () => (options.apiKey === undefined ? [] : [options.apiKey]),
      marksDone: true,
    };
  },
};

/**
 * The language model that the configuration names, ready to use; nothing is sent yet.
 * Raises an Error that says what to set when the options do not suffice.
 */
export function createLanguageModel(options: LlmOptions): LanguageModel {
  checkBaseUrl(options.baseUrl);
  return new ResilientLanguageModel(options, PROVIDERS[options.provider](options));
}

function required(options: LlmOptions, option: 'apiKey' | 'baseUrl'): string {
  const value = options[option];
  if (value === undefined || value === '') {
    const variable = { apiKey: 'LLM_API_KEY', baseUrl: 'LLM_BASE_URL' }[option];
    throw new Error(`The language model provider ${options.provider} needs ${variable} to be set.`);
  }
  return value;
}

/** The message never repeats the address, because a rejected one may hold a password. */
function checkBaseUrl(baseUrl: string | undefined): void {
  const url = baseUrl === undefined ? null : URL.parse(baseUrl);
  const isFine = url && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  if (baseUrl !== undefined && !isFine) {
    throw new Error('LLM_BASE_URL must be an http or https address without a name or a password.');
  }
}
