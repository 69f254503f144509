import type { Configuration } from '../config/configuration';
import type { AwsCredentialSource } from './aws-credentials';
import { createLanguageModel } from './create-language-model';
import type { LanguageModel } from './language-model';

/** After so many failed calls in a row a model is left alone for a while. */
const BREAKER = { failures: 5, openMs: 15_000 };

/**
 * The language model that this installation is configured for; null where it works without one.
 *
 * @param metered wraps it, so that its calls are counted.
 */
export function configuredModel(
  { llm }: Configuration,
  awsCredentials: AwsCredentialSource,
  metered: (model: LanguageModel) => LanguageModel,
): LanguageModel | null {
  if (llm.provider === 'offline') return null;
  const model = createLanguageModel({
    provider: llm.provider,
    ...(llm.baseUrl === null ? {} : { baseUrl: llm.baseUrl }),
    ...(llm.apiKey === null ? {} : { apiKey: llm.apiKey }),
    region: llm.region,
    awsCredentials,
    defaultModel: llm.model,
    firstTokenTimeoutMs: llm.firstTokenTimeoutMs,
    idleTimeoutMs: llm.idleTimeoutMs,
    totalTimeoutMs: llm.totalTimeoutMs,
    breaker: BREAKER,
  });
  return metered(model);
}
