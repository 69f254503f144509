/** Keys with which requests to AWS are signed. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Belongs to temporary keys; null for lasting ones. */
  readonly sessionToken: string | null;
  /** The region that these keys are meant for; null means the configured one. */
  readonly region: string | null;
}

/**
 * Where Bedrock's credentials come from. It is asked at each request to the provider, so that
 * credentials changed by an administrator act without a restart.
 */
export interface AwsCredentialSource {
  /** The present credentials; null means the provider is to look into its environment. */
  current(): Promise<AwsCredentials | null>;
}

/** The injection token of the installation's {@link AwsCredentialSource}. */
export const AWS_CREDENTIAL_SOURCE = Symbol('aws credential source');
