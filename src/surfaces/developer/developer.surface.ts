import { ApiProperty } from '@nestjs/swagger';
import type { ErrorKind } from '../../kernel/errors';
import { STATUS, surface } from '../surface';

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
  'idempotency_key_reused',
  'idempotency_key_in_use',
  'ai_budget_used_up',
]);

/** The developer contract; whatever nobody else claims under /v1 is its. */
export const developer = surface({
  name: 'developer',
  title: 'Trellis Developer API',
  description: 'Build on Trellis with an API key.',
  prefixes: ['v1'],
  deprecations: [],
  status: STATUS,
  errorReply: DeveloperError,
  renderError: (error) => ({
    success: false,
    error: {
      code: SPECIFIC.has(error.code) ? error.code : CODES[error.kind],
      message: error.message,
      details: error.issues.map((issue) => `${issue.path.slice(1).join('.')}: ${issue.message}`),
    },
  }),
});
