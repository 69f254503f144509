import { S3ServiceException } from '@aws-sdk/client-s3';
import { StorageUnavailable, StoredFileMissing } from './storage.errors';

/** A refusal that stays one until somebody sets the store right: it is away for us all the same. */
class StorageRefused extends StorageUnavailable {}

const LATER: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** What the store's client raised, in our words; what it said goes to the log as the cause. */
export function asStorageFault(cause?: unknown): Error {
  if (cause instanceof StorageUnavailable || cause instanceof StoredFileMissing) return cause;
  if (!(cause instanceof S3ServiceException)) return new StorageUnavailable(undefined, { cause });
  if (cause.name === 'NoSuchKey') return new StoredFileMissing({ cause });
  const status = cause.$metadata.httpStatusCode ?? 500;
  return LATER.has(status)
    ? new StorageUnavailable(undefined, { cause })
    : new StorageRefused(undefined, { cause });
}

/** Whether the same call may well succeed in a moment. */
export function isTransientStorageFault(error: unknown): boolean {
  return error instanceof StorageUnavailable && !(error instanceof StorageRefused);
}
