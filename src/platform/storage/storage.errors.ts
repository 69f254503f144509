import { NotFound, Unavailable } from '../../kernel/errors';

/** The place where files lie cannot be reached, or cannot take or give any now. */
export class StorageUnavailable extends Unavailable {
  override readonly code = 'storage_unavailable';
  override readonly retryAfterSeconds: number;

  constructor(
    message = 'Files cannot be reached now. Try again in a moment.',
    options: ErrorOptions & { readonly retryAfterSeconds?: number } = {},
  ) {
    super(message, options);
    this.retryAfterSeconds = options.retryAfterSeconds ?? 10;
  }
}

/** The store has no file under this key. */
export class StoredFileMissing extends NotFound {
  override readonly code = 'stored_file_missing';

  constructor(options?: ErrorOptions) {
    super('This file does not exist any more.', options);
  }
}
