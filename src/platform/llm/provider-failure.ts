import { APICallError, UnsupportedFunctionalityError } from 'ai';
import {
  ModelAccessDenied,
  ModelRejectedRequest,
  ModelStreamBroken,
  ModelUnavailable,
  type ModelFailure,
} from './llm.errors';
import { ProviderFault } from './provider-fault';

/** Refusals that pass: time out, conflict, a failed dependency (Bedrock's model errors), a limit. */
const PASSING_STATUS = new Set([408, 409, 424, 425, 429]);

/** How error events name a request that will never work, where they give no status. */
const LASTING_TYPES = new Set([
  'invalid_request_error',
  'authentication_error',
  'permission_error',
  'not_found_error',
  'request_too_large',
]);

/** Names a failure of the connection, from a name that is not known to a line that went dead. */
export function failureToConnect(error: unknown, secrets: readonly string[]): ModelFailure {
  return new ModelUnavailable(
    'The language model cannot be reached at the moment. Please try again shortly.',
    { cause: ProviderFault.from(error, secrets, null) },
  );
}

/** Names a failure that came instead of a reply: another status, or a request not even sent. */
export function failureBeforeReply(error: unknown, secrets: readonly string[]): ModelFailure {
  const status = APICallError.isInstance(error) ? (error.statusCode ?? null) : null;
  const cause = ProviderFault.from(error, secrets, status);
  if (status === 401 || status === 403) {
    return new ModelAccessDenied({ cause });
  }
  if (isLasting(status) || UnsupportedFunctionalityError.isInstance(error)) {
    return new ModelRejectedRequest({ cause });
  }
  if (!APICallError.isInstance(error) || status === null) {
    return new ModelUnavailable(
      'The language model could not be asked. Ask the administrator to check its configuration.',
      { cause, transient: false },
    );
  }
  return new ModelUnavailable(
    status === 429
      ? 'The language model is asked too often at the moment. Please try again shortly.'
      : 'The language model is out of order at the moment. Please try again shortly.',
    { cause, retryAfterSeconds: retryAfter(error) },
  );
}

/** Names a failure inside a reply that began well: an error event, garbage, a lost connection. */
export function failureInsideReply(error: unknown, secrets: readonly string[]): ModelFailure {
  const { status, type } = eventDetails(error);
  return new ModelStreamBroken({
    cause: ProviderFault.from(error, secrets, status),
    transient: !isLasting(status) && !LASTING_TYPES.has(type),
  });
}

function isLasting(status: number | null): boolean {
  return status !== null && status >= 300 && status < 500 && !PASSING_STATUS.has(status);
}

/** Finds the status in the many shapes of error events; some give it as a numeric `code`. */
function eventDetails(error: unknown): { status: number | null; type: string } {
  if (typeof error !== 'object' || error === null) {
    return { status: null, type: '' };
  }
  const { statusCode, status_code, status, code, type } = error as Record<string, unknown>;
  const known = [statusCode, status_code, status, code]
    .map(Number)
    .find((number) => number >= 300 && number < 600);
  return { status: known ?? null, type: typeof type === 'string' ? type : '' };
}

/** The header in seconds; its other form, a date, is for pages under maintenance. */
function retryAfter({ responseHeaders }: APICallError): number | undefined {
  const header = responseHeaders?.['retry-after'] ?? '';
  return /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}
