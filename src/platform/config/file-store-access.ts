import type { Environment } from './environment';

/** How to reach an S3-compatible store. */
export interface S3Access {
  /** Null: AWS itself, by its region. */
  readonly endpoint: string | null;
  readonly bucket: string;
  readonly region: string;
  /** Null: found by AWS's own rules, an instance's role for one. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
  /** The bucket in the path instead of in the host's name. */
  readonly forcePathStyle: boolean;
}

/** The store that the environment names; null for a folder of this machine. */
export function s3Access(environment: Environment): S3Access | null {
  if (environment.FILES_DRIVER !== 's3') return null;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  const hasKeys = accessKeyId !== undefined && secretAccessKey !== undefined;
  return {
    endpoint: environment.S3_ENDPOINT ?? null,
    bucket: environment.S3_BUCKET ?? '',
    region: environment.S3_REGION,
    credentials: hasKeys ? { accessKeyId, secretAccessKey } : null,
    forcePathStyle: environment.S3_FORCE_PATH_STYLE === 'true',
  };
}
