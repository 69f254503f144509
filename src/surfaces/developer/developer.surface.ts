import { ApiProperty } from '@nestjs/swagger';
import type { DomainError, ErrorKind, Issue } from '../../kernel/errors';
import { STATUS, surface } from '../surface';
import { DEVELOPER_DESCRIPTION, DEVELOPER_TAGS } from './developer.description';
import { developerRateLimits } from './developer.rate-limits';

class DeveloperErrorBody {
  @ApiProperty({ example: 'invalid_request' })
  code: string;

  @ApiProperty({ example: 'The request was invalid' })
  message: string;

  @ApiProperty({ type: [String], example: ['The token parameter is required'] })
  details: string[];
}

/** Every error of the developer surface. */
export class DeveloperError {
  @ApiProperty({ enum: [false], example: false })
  success: boolean;

  @ApiProperty({ type: DeveloperErrorBody })
  error: DeveloperErrorBody;
}

const CODES: Readonly<Record<ErrorKind, string>> = {
  malformed: 'invalid_request',
  invalid: 'invalid_request',
  unauthenticated: 'unauthorized',
  forbidden: 'forbidden',
  not_found: 'not_found',
  method_not_allowed: 'method_not_allowed',
  conflict: 'conflict',
  too_large: 'payload_too_large',
  unsupported_media_type: 'unsupported_media_type',
  unprocessable: 'unprocessable',
  rate_limited: 'rate_limit_exceeded',
  unavailable: 'service_unavailable',
  internal: 'internal_error',
};

/** Errors that a program must tell apart from others of their kind; they keep their own code. */
const SPECIFIC: ReadonlySet<string> = new Set([
  'api_key_invalid',
  'api_key_revoked',
  'api_key_expired',
  'api_key_rotated',
  'api_key_address_not_allowed',
  'api_key_in_query',
  'insufficient_permission',
  'insufficient_points',
  'nothing_to_claim',
  'stake_ended',
  'stake_locked',
  'idempotency_key_reused',
  'idempotency_key_in_use',
  'task_changed_meanwhile',
  'idempotency_reply_not_kept',
  'ai_budget_used_up',
]);

/** The developer contract; whatever nobody else claims under /v1 is its. */
export const developer = surface({
  name: 'developer',
  title: 'Trellis Developer API',
  description: DEVELOPER_DESCRIPTION,
  tags: DEVELOPER_TAGS,
  prefixes: ['v1'],
  deprecations: [],
  rateLimits: developerRateLimits,
  secretParameters: [
    'api_key',
    'api-key',
    'apikey',
    'key',
    'access_token',
    'token',
    'authorization',
  ],
  status: STATUS,
  errorReply: DeveloperError,
  problemCode: codeOf,
  renderError: (error) => ({
    success: false,
    error: {
      code: codeOf(error),
      message: error.message,
      details: error.issues.map(detailOf),
    },
  }),
});

/** What programs tell errors apart by. */
function codeOf({ code, kind }: DomainError): string {
  return SPECIFIC.has(code) ? code : CODES[kind];
}

/** Where it is wrong, and what; the body as a whole has no name. */
function detailOf({ path: [, ...names], message }: Issue): string {
  return names.length === 0 ? message : `${names.join('.')}: ${message}`;
}
