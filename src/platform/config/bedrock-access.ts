import type { Environment } from './environment';

/** What the environment says about reaching Bedrock, whichever provider tutors. */
export interface BedrockAccess {
  /** Where it answers, or null for AWS's own address of the region. */
  readonly baseUrl: string | null;
  /** The model that tutors, or null while Bedrock does not. */
  readonly model: string | null;
  readonly region: string;
  /** A bearer token; it comes before the keys. */
  readonly bearerToken: string | null;
  /** The pair of keys, or null where not both are there. */
  readonly keys: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string | null;
  } | null;
}

/** The settings of another provider, its address and its key above all, are none of Bedrock's. */
export function bedrockAccess(environment: Environment): BedrockAccess {
  const isChosen = environment.LLM_PROVIDER === 'bedrock';
  const accessKeyId = environment.AWS_ACCESS_KEY_ID;
  const secretAccessKey = environment.AWS_SECRET_ACCESS_KEY;
  const own = isChosen ? environment.LLM_API_KEY : undefined;
  return {
    baseUrl: (isChosen ? environment.LLM_BASE_URL : undefined) ?? null,
    model: isChosen ? environment.LLM_MODEL : null,
    region: environment.LLM_REGION,
    bearerToken: own ?? environment.AWS_BEARER_TOKEN_BEDROCK ?? null,
    keys:
      accessKeyId === undefined || secretAccessKey === undefined
        ? null
        : { accessKeyId, secretAccessKey, sessionToken: environment.AWS_SESSION_TOKEN ?? null },
  };
}
