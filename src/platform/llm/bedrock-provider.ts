import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import type { AwsCredentials } from './aws-credentials';
import type { LlmOptions } from './llm-options';
import type { Provider } from './provider-model';

/**
 * Bedrock, whose credentials may change while it is in use: each request asks for them anew.
 * Credentials from the source come before the configured bearer token and the environment.
 */
export function bedrockProvider(options: LlmOptions): Provider {
  const { apiKey, baseUrl: baseURL, region, awsCredentials } = options;
  let used: AwsCredentials | null = null;
  return {
    open: async (model, fetch) => {
      const credentials = (await awsCredentials?.current()) ?? null;
      used = credentials;
      if (credentials === null) {
        return createAmazonBedrock({ apiKey, baseURL, region, fetch })(model);
      }
      return createAmazonBedrock({
        // Empty, not absent: absent, a bearer token of the environment would win.
        apiKey: '',
        baseURL,
        region: credentials.region ?? region,
        accessKeyId: credentials.accessKeyId,
        secretAccessKey: credentials.secretAccessKey,
        sessionToken: credentials.sessionToken ?? undefined,
        fetch,
      })(model);
    },
    secrets: () =>
      [apiKey, used?.accessKeyId, used?.secretAccessKey, used?.sessionToken].filter(
        (secret) => typeof secret === 'string',
      ),
    marksDone: false,
  };
}
