import { Unavailable } from '../../kernel/errors';

/** The process ends before the work is done; another process can do it. */
export class ServerStopping extends Unavailable {
  override readonly code = 'server_stopping';
  override readonly retryAfterSeconds = 1;

  constructor() {
    super('This server is being stopped. Please try again.');
  }
}
