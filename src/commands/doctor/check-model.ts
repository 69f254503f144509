import { DomainError } from '../../kernel/errors';
import type { Configuration } from '../../platform/config/configuration';
import { Impaired } from '../../platform/health/service-probe';
import { reachProvider } from '../../platform/llm/provider-reach';
import { createScanner } from '../../platform/scanning/create-scanner';
import { type Finding, ok, problem, warning } from './finding';

const PATIENCE_MS = 10_000;

/** Whether the provider of the language model answers; what it is asked costs nothing. */
export async function checkModel(configuration: Configuration): Promise<Finding[]> {
  const { provider, model } = configuration.llm;
  if (provider === 'offline') return [ok('model', 'The built-in tutor; no provider is asked.')];
  try {
    await reachProvider(configuration, AbortSignal.timeout(PATIENCE_MS));
    return [ok('model', `${provider} answers; ${model} is not asked, for that would cost.`)];
  } catch (error) {
    if (error instanceof Impaired) {
      return [warning('model', error.message, 'Ask the provider for a higher limit.')];
    }
    const reason = error instanceof DomainError ? error.message : 'It does not answer.';
    return [
      problem(
        'model',
        `${provider} cannot be used. ${reason}`,
        'Check LLM_PROVIDER, LLM_BASE_URL, LLM_REGION and LLM_API_KEY, and that the network lets us out.',
      ),
    ];
  }
}

/** Whether somebody looks for viruses. */
export async function checkScanner(configuration: Configuration): Promise<Finding[]> {
  const scanner = createScanner(configuration);
  if (!scanner.isReal) return [ok('scanner', 'Nobody looks for viruses, and documents say so.')];
  try {
    await scanner.probe();
    return [ok('scanner', 'ClamAV answers.')];
  } catch {
    return [
      problem(
        'scanner',
        'ClamAV does not answer: no document can be downloaded until it does.',
        'Check CLAMAV_ADDRESS and that clamd runs.',
      ),
    ];
  }
}
