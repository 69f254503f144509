import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import {
  Conflict,
  type DomainError,
  Forbidden,
  Internal,
  Invalid,
  Malformed,
  NotFound,
  TooLarge,
  Unauthenticated,
  Unavailable,
  UnsupportedMediaType,
} from '../kernel/errors';
import { ApiKeyMissing, InsufficientPermission } from '../domain/api-keys/api-keys.errors';
import type { Permission } from '../kernel/actor';
import { RateLimitExceeded } from './http/rate-limits/rate-limit.errors';
import type { Surface } from './surface';

/** A route in a document. */
export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** What a kind of error means, and one of its kind. */
type Example = readonly [meaning: string, error: DomainError];

const MALFORMED: Example = [
  'The request cannot be read.',
  new Malformed('The body is not valid JSON.'),
];
const INVALID: Example = [
  'Some input is not valid.',
  new Invalid([
    { path: ['body', 'email'], message: 'value is not a valid email address', rule: 'email' },
  ]),
];
const GUARDED: readonly Example[] = [
  ['Not signed in.', new Unauthenticated('Sign in first.')],
  ['Not for this caller.', new Forbidden('This is for other roles only.')],
];
const KEYLESS: Example = ['No API key that works.', new ApiKeyMissing()];
const ABSENT: Example = ['It does not exist.', new NotFound('It does not exist.')];
const COLLIDES: Example = [
  'It collides with the present state.',
  new Conflict('There is one already.'),
];
const UNREADABLE: readonly Example[] = [
  ['The body is too large.', new TooLarge('The body is too large.')],
  ['The body is of another kind.', new UnsupportedMediaType('Send the body as application/json.')],
];
const ANYWHERE: readonly Example[] = [
  ['Too many requests.', new RateLimitExceeded(30)],
  ['A fault on our side.', new Internal()],
  ['Something that this needs is away.', new Unavailable('Try again in a moment.')],
];

/** Names each error that a route can answer with, in the contract's shape and words. */
export function describeErrors(
  path: string,
  method: string,
  operation: Operation,
  surface: Surface,
): void {
  const schema = { $ref: getSchemaPath(surface.errorReply) };
  for (const [description, error] of errorsOf(path, method, operation)) {
    const status = surface.status[error.kind];
    const example = surface.renderError(error, status);
    operation.responses[String(status)] ??= {
      description,
      content: { 'application/json': { schema, example } },
    };
  }
}

function errorsOf(path: string, method: string, operation: Operation): Example[] {
  const hasBody = operation.requestBody !== undefined;
  // Whatever is sent as a body is read before the route that wants none is asked.
  const hasInput = method !== 'get' || (operation.parameters ?? []).length > 0;
  return [
    MALFORMED,
    ...(hasInput ? [INVALID] : []),
    ...guardedBy(operation.security ?? []),
    ...(path.includes('{') ? [ABSENT] : []),
    ...(method === 'get' ? [] : [COLLIDES]),
    ...(hasBody ? UNREADABLE : []),
    ...ANYWHERE,
  ];
}

/** What callers without access hear: those of a key, or of a sign-in. */
function guardedBy(security: readonly Record<string, string[]>[]): readonly Example[] {
  if (security.length === 0) return [];
  const [permission] = security.flatMap((need) => need['api key'] ?? []);
  if (permission === undefined) return GUARDED;
  const forbidden = new InsufficientPermission(permission as Permission);
  return [KEYLESS, ['The key lacks the permission, or may not be used from here.', forbidden]];
}
