import { RateLimited } from '../../../kernel/errors';

/** More requests than the caller's limit allows. */
export class RateLimitExceeded extends RateLimited {
  override readonly code = 'rate_limit_exceeded';

  constructor(retryAfterSeconds: number) {
    super('Rate limit exceeded. Please try again later.', retryAfterSeconds);
  }
}
