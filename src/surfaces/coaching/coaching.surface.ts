import { ApiProperty } from '@nestjs/swagger';
import type { DomainError, ErrorKind } from '../../kernel/errors';
import { STATUS, surface } from '../surface';
import { coachingRateLimits } from './coaching.rate-limits';

class CoachingErrorDetails {
  @ApiProperty({ example: 'email', required: false })
  field?: string;

  @ApiProperty({ example: 'value is not a valid email address', required: false })
  error?: string;
}

class CoachingErrorBody {
  @ApiProperty({ example: 'VALIDATION_ERROR' })
  code: string;

  @ApiProperty({ example: 'Invalid input provided' })
  message: string;

  @ApiProperty({ type: CoachingErrorDetails, description: 'The first wrong field, if any.' })
  details: CoachingErrorDetails;
}

/** Every error of the coaching surface. */
export class CoachingError {
  @ApiProperty({ type: CoachingErrorBody })
  error: CoachingErrorBody;

  @ApiProperty({ type: 'integer', example: 400 })
  status_code: number;
}

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

/** The college coaching contract: current under /api and /v2, deprecated under /v1. */
export const coaching = surface({
  name: 'coaching',
  title: 'Trellis Coaching API',
  description: 'Students, their coaches and the agents that help both. Version 2.',
  prefixes: ['api', 'v2', 'v1'],
  claims: [
    'api',
    'v2',
    // Its sockets: what is refused there is refused in its words.
    'socket.io',
    'ws',
    ...[
      'auth',
      'agents',
      'coach',
      'colleges',
      'crisis',
      'students',
      'admin',
      'payment',
      'email',
      'documents',
      'notifications',
      'opportunities',
      'privacy',
    ].map((noun) => `v1/${noun}`),
  ],
  deprecations: [{ prefix: 'v1', successor: 'v2', since: '2026-11-22', sunset: '2027-11-22' }],
  rateLimits: coachingRateLimits,
  status: STATUS,
  errorReply: CoachingError,
  renderError: (error, status) => ({
    error: { code: CODES[error.kind], message: error.message, details: detailsOf(error) },
    status_code: status,
  }),
});

/** A controller of the coaching surface. */
export const CoachingController = (path: string): ClassDecorator => coaching.controller(path);

function detailsOf(error: DomainError): CoachingErrorDetails {
  const [first] = error.issues;
  return first === undefined
    ? {}
    : { field: first.path.slice(1).join('.') || String(first.path[0]), error: first.message };
}
