import { STATUS_CODES } from 'node:http';
import { MethodNotAllowed, type DomainError } from '../../kernel/errors';
import type { Surface } from '../surface';

/** An error on the wire. */
export interface ErrorReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Renders an error in the words of a contract, or as RFC 9457 problem details where the client
 * asks for them.
 *
 * @param accept the request's Accept header.
 */
export function errorReplyOf(
  error: DomainError,
  surface: Surface,
  accept: string | undefined,
): ErrorReply {
  const status = surface.status[error.kind];
  const isProblem = accept?.toLowerCase().includes('application/problem+json') ?? false;
  return {
    status,
    headers: {
      ...headersOf(error, status),
      'Content-Type': isProblem ? 'application/problem+json' : 'application/json; charset=utf-8',
    },
    body: JSON.stringify(
      isProblem
        ? problem(error, status, surface.problemCode?.(error) ?? error.code)
        : surface.renderError(error, status),
    ),
  };
}

function headersOf(error: DomainError, status: number): Record<string, string> {
  return {
    ...(error.retryAfterSeconds === undefined
      ? {}
      : { 'Retry-After': String(error.retryAfterSeconds) }),
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
    ...(error instanceof MethodNotAllowed ? { Allow: error.allowed.join(', ') } : {}),
  };
}

/** RFC 9457: without a type of its own, a problem's title is the phrase of its status. */
function problem(error: DomainError, status: number, code: string): Record<string, unknown> {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    detail: error.message,
    code,
    ...(error.issues.length > 0
      ? {
          errors: error.issues.map(({ path: [place, ...names], message }) => ({
            in: place,
            pointer: `#${names.map((name) => `/${pointerStep(name)}`).join('')}`,
            detail: message,
          })),
        }
      : {}),
  };
}

/** RFC 6901 gives tilde and slash a meaning of their own. */
function pointerStep(name: string | number): string {
  return String(name).replaceAll('~', '~0').replaceAll('/', '~1');
}
