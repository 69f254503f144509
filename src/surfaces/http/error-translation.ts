import { HttpException } from '@nestjs/common';
import {
  DomainError,
  Internal,
  Malformed,
  NotFound,
  TooLarge,
  Unavailable,
  UnsupportedMediaType,
} from '../../kernel/errors';
import { databaseFault } from '../../platform/database/database-fault';

/** Turns whatever was thrown into an error of ours; what nobody foresaw becomes {@link Internal}. */
export function translateError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof HttpException) return fromNest(error);
  return databaseFault(error) ?? fromFastify(error) ?? new Internal({ cause: error });
}

function fromNest(error: HttpException): DomainError {
  switch (error.getStatus()) {
    case 404:
      return new NotFound('There is nothing at this address.');
    case 413:
      return new TooLarge('The body is larger than this route accepts.');
    case 415:
      return new UnsupportedMediaType('Send the body as application/json.');
    case 503:
      return new Unavailable('This part is away for the moment. Please try again.');
    default:
      return error.getStatus() < 500
        ? new Malformed(error.message, { cause: error })
        : new Internal({ cause: error });
  }
}

function fromFastify(error: unknown): DomainError | null {
  if (!(error instanceof Error)) return null;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new TooLarge('The body is larger than this route accepts.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new UnsupportedMediaType('Send the body as application/json.');
    case 'FST_ERR_BAD_URL':
      return new Malformed('The address is not valid: a % escape is broken.', { cause: error });
    case 'FST_ERR_MAX_PARAM_LENGTH':
    case 'FST_ERR_NOT_FOUND':
      return new NotFound('There is nothing at this address.');
    default:
      return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
        ? new Malformed(error.message, { cause: error })
        : null;
  }
}
