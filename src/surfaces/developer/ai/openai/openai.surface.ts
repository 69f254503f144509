import { ApiProperty } from '@nestjs/swagger';
import type { DomainError, ErrorKind } from '../../../../kernel/errors';
import { surface } from '../../../surface';
import { developer } from '../../developer.surface';

class OpenAiErrorBody {
  @ApiProperty({ example: 'messages[0].role: value is not a role' })
  message: string;

  @ApiProperty({ example: 'invalid_request_error' })
  type: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'messages[0].role' })
  param: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'invalid_value' })
  code: string | null;
}

/** Every error of the routes that speak OpenAI's wire format. */
export class OpenAiError {
  @ApiProperty({ type: OpenAiErrorBody })
  error: OpenAiErrorBody;
}

/** What OpenAI calls each kind of error; the rest is `invalid_request_error`. */
const TYPES: Partial<Record<ErrorKind, string>> = {
  unauthenticated: 'authentication_error',
  forbidden: 'permission_error',
  rate_limited: 'rate_limit_error',
  unavailable: 'server_error',
  internal: 'server_error',
};

/** Codes of OpenAI's that programs look for, by ours. */
const CODES: Readonly<Record<string, string>> = {
  api_key_invalid: 'invalid_api_key',
  ai_budget_used_up: 'insufficient_quota',
  rate_limited: 'rate_limit_exceeded',
};

/**
 * The part of the developer contract that speaks OpenAI's wire format: all is the developer
 * surface's but how errors look. Routes belong to the developer surface; only errors come here.
 */
export const openai = surface({
  ...developer,
  claims: ['v1/ai/openai'],
  status: { ...developer.status, unprocessable: 400 },
  errorReply: OpenAiError,
  renderError: renderOpenAiError,
});

/** An error in OpenAI's shape. */
export function renderOpenAiError(error: DomainError): { error: OpenAiErrorBody } {
  const [issue] = error.issues;
  const param = issue === undefined ? null : placeOf(issue.path.slice(1));
  return {
    error: {
      message: issue === undefined || param === null ? error.message : `${param}: ${issue.message}`,
      type: TYPES[error.kind] ?? 'invalid_request_error',
      param,
      code: CODES[error.code] ?? issue?.rule ?? error.code,
    },
  };
}

/** `messages[0].content`, as OpenAI names places; null for the body as a whole. */
function placeOf(path: readonly (string | number)[]): string | null {
  const steps = path.map((step, index) => {
    if (typeof step === 'number') return `[${step}]`;
    return index === 0 ? step : `.${step}`;
  });
  return steps.length === 0 ? null : steps.join('');
}
