import { HttpException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import {
  DomainError,
  Internal,
  Invalid,
  Malformed,
  NotFound,
  TooLarge,
  Unavailable,
  UnsupportedMediaType,
} from '../../kernel/errors';

/** Faults of input that only PostgreSQL notices: a bad text, a number out of range. */
const INPUT_FAULTS: Readonly<Record<string, string>> = {
  '22021': 'text contains a character that cannot be stored',
  '22P05': 'text contains a character that cannot be stored',
  '22P02': 'value has the wrong form',
  '22003': 'number is out of range',
  '22001': 'text is too long',
};
const CONNECTION_FAULTS = /^(08|57P0|53)/;

/** Turns whatever was thrown into an error of ours; what nobody foresaw becomes {@link Internal}. */
export function translateError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof QueryFailedError) return fromDatabase(error);
  if (error instanceof HttpException) return fromNest(error);
  return fromFastify(error) ?? fromNetwork(error) ?? new Internal({ cause: error });
}

function fromDatabase(error: QueryFailedError): DomainError {
  const driverError = error.driverError as { code?: unknown; message?: unknown };
  const code = String(driverError.code ?? '');
  const fault = INPUT_FAULTS[code];
  if (fault !== undefined) {
    return new Invalid([{ path: ['body'], message: fault, rule: 'unstorable' }]);
  }
  if (CONNECTION_FAULTS.test(code) || /timeout|terminated|ECONN/i.test(String(driverError.message))) {
    return databaseAway(error);
  }
  return new Internal({ cause: error });
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
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new TooLarge('The body is larger than this route accepts.');
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new UnsupportedMediaType('Send the body as application/json.');
  }
  if (typeof code === 'string' && code.startsWith('FST_ERR') && statusCode === 404) {
    return new NotFound('There is nothing at this address.');
  }
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    return new Malformed(error.message, { cause: error });
  }
  return null;
}

function fromNetwork(error: unknown): DomainError | null {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' && ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'].includes(code)
    ? databaseAway(error)
    : null;
}

function databaseAway(cause: unknown): Unavailable {
  return new Unavailable('The database is away for the moment. Please try again shortly.', {
    cause,
  });
}
