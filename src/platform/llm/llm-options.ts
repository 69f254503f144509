import type { AwsCredentialSource } from './aws-credentials';

/** How the one configured provider is reached, and how patient to be with it. */
export interface LlmOptions {
  provider: 'anthropic' | 'bedrock' | 'openai-compatible';
  /**
   * Where the provider answers, with its version path but without the operation, such as
   * `https://api.example.com/v1`. Needed for `openai-compatible`; others know their own.
   */
  baseUrl?: string;
  /**
   * Needed for `anthropic`. Bedrock takes it as a bearer token; without one, requests to Bedrock
   * are signed with the standard AWS credentials of the process's environment.
   */
  apiKey?: string;
  /** The AWS region, for Bedrock only. */
  region?: string;
  /** Signs the requests to Bedrock, before the `apiKey`, wherever it has credentials. */
  awsCredentials?: AwsCredentialSource;
  /** The model that answers where a request names none. */
  defaultModel: string;
  /** The longest wait for the first sign of a reply, in milliseconds, for each attempt. */
  firstTokenTimeoutMs: number;
  /** The longest silence inside a reply, in milliseconds. */
  idleTimeoutMs: number;
  /** The longest a reply may take from beginning to end, retry included, in milliseconds. */
  totalTimeoutMs: number;
  /** After `failures` failed calls in a row a model is left alone for `openMs` milliseconds. */
  breaker: { failures: number; openMs: number };
}
