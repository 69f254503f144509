import { Logger } from '@nestjs/common';
import type { DomainError, ErrorKind } from '../../kernel/errors';
import { translateError } from '../http/error-translation';
import type { ErrorFrame } from './server-frames';

const logger = new Logger('Realtime');

type Details = NonNullable<ErrorFrame['error']['details']>;

/** The frame that failed. */
export interface FrameAbout {
  readonly id?: string | undefined;
  /** The topic that it named. */
  readonly topic?: string | undefined;
}

/** What is more exact than the code of its kind, where a client acts on the difference. */
const OWN_CODES: Readonly<Record<string, string>> = {
  too_many_topics: 'TOO_MANY_TOPICS',
};

/** The same words as over HTTP in the coaching contract, which describes this socket. */
const CODES: Readonly<Record<ErrorKind, string>> = {
  malformed: 'VALIDATION_ERROR',
  invalid: 'VALIDATION_ERROR',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  method_not_allowed: 'METHOD_NOT_ALLOWED',
  conflict: 'CONFLICT',
  too_large: 'PAYLOAD_TOO_LARGE',
  unsupported_media_type: 'UNSUPPORTED_MEDIA_TYPE',
  unprocessable: 'UNPROCESSABLE',
  rate_limited: 'RATE_LIMITED',
  unavailable: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_ERROR',
};

/** Says what was wrong with a frame; what nobody foresaw goes to the log and is not told. */
export function frameOfFault(thrown: unknown, about: FrameAbout): ErrorFrame {
  const error = translateError(thrown);
  if (error.kind === 'internal') logger.error(error.cause ?? error);
  const details = detailsOf(error, about.topic);
  return {
    type: 'error',
    error: {
      code: OWN_CODES[error.code] ?? CODES[error.kind],
      message: error.message,
      ...(Object.keys(details).length === 0 ? {} : { details }),
    },
    ...(about.id === undefined ? {} : { id: about.id }),
  };
}

/** Whether the same frame may well be answered in a while. */
export function isPassing(thrown: unknown): boolean {
  const { kind } = translateError(thrown);
  return kind === 'unavailable' || kind === 'internal';
}

function detailsOf(error: DomainError, topic: string | undefined): Details {
  const [first] = error.issues;
  return {
    ...(topic === undefined ? {} : { topic }),
    ...(first === undefined
      ? {}
      : { field: first.path.slice(1).join('.') || String(first.path[0]), error: first.message }),
    ...(error.retryAfterSeconds === undefined
      ? {}
      : { retry_after_seconds: error.retryAfterSeconds }),
  };
}
