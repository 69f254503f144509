import type { Configuration } from '../config/configuration';
import { Impaired } from '../health/service-probe';
import { ModelAccessDenied, ModelUnavailable } from './llm.errors';
import { failureToConnect } from './provider-failure';

/** A question that costs nothing: which models there are, or only whether somebody is there. */
interface CheapRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

type Reached = Pick<Configuration, 'llm' | 'bedrock'>;

const REQUESTS: Record<
  Exclude<Configuration['llm']['provider'], 'offline'>,
  (configuration: Reached) => CheapRequest
> = {
  anthropic: ({ llm }) => ({
    url: `${withoutSlash(llm.baseUrl ?? 'https://api.anthropic.com/v1')}/models?limit=1`,
    headers: { 'x-api-key': llm.apiKey ?? '', 'anthropic-version': '2023-06-01' },
  }),
  // Listing models needs a permission that tutoring does not: only its presence is asked for.
  bedrock: ({ bedrock }) => ({
    url: bedrock.baseUrl ?? `https://bedrock-runtime.${bedrock.region}.amazonaws.com/`,
    headers: {},
  }),
  'openai-compatible': ({ llm }) => ({
    url: `${withoutSlash(llm.baseUrl ?? '')}/models`,
    headers: bearer(llm.apiKey),
  }),
};

/**
 * Asks the configured provider for something that costs nothing. Any reply that is no server
 * fault counts, because not every compatible server lists its models. Offline, nothing is asked.
 *
 * @throws ModelUnavailable when it cannot be reached or is out of order.
 * @throws ModelAccessDenied when it refuses our key.
 * @throws Impaired when it is there and wants to be asked less often.
 */
export async function reachProvider(configuration: Reached, signal: AbortSignal): Promise<void> {
  const { provider, apiKey } = configuration.llm;
  if (provider === 'offline') return;
  const { url, headers } = REQUESTS[provider](configuration);
  const response = await fetch(url, { headers, redirect: 'manual', signal }).catch(
    (error: unknown) => {
      throw failureToConnect(error, apiKey === null ? [] : [apiKey]);
    },
  );
  await response.body?.cancel();
  const sendsKey = Object.keys(headers).length > 0;
  if (sendsKey && (response.status === 401 || response.status === 403)) {
    throw new ModelAccessDenied();
  }
  if (response.status === 429) {
    throw new Impaired('The language model is asked too often at the moment.');
  }
  if (response.status >= 500 || (response.status >= 300 && response.status < 400)) {
    throw new ModelUnavailable('The language model is out of order at the moment.');
  }
}

function bearer(key: string | null): CheapRequest['headers'] {
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}
