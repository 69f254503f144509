/**
 * The kinds of failure the domain knows. A surface gives each of them a status and a shape;
 * nothing here knows HTTP.
 */
export type ErrorKind =
  | 'malformed'
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'too_large'
  | 'unsupported_media_type'
  | 'unprocessable'
  | 'rate_limited'
  | 'unavailable'
  | 'internal';

/** Where in the input something is wrong, and what. `path` starts with body, query, path or header. */
export interface Issue {
  path: readonly (string | number)[];
  message: string;
  /** A short, stable, machine-readable name of the rule that was broken, e.g. `string_too_short`. */
  rule: string;
}

/**
 * An error that a person can act on. Features declare subclasses with a stable `code`;
 * the message says what was wrong and what to do, and never carries another person's data.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: ErrorKind;
  /** Stable, lower_snake_case name of this very error. */
  abstract readonly code: string;
  /** Every place of the input that is wrong; empty for errors that are not about input. */
  readonly issues: readonly Issue[] = [];
  /** After how many seconds a retry makes sense, where that is known. */
  readonly retryAfterSeconds?: number;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The request could not even be read: broken JSON, a broken header, an impossible combination. */
export class Malformed extends DomainError {
  readonly kind = 'malformed';
  readonly code: string = 'malformed';
}

/** The input was read but breaks the rules of its fields; `issues` names each of them. */
export class Invalid extends DomainError {
  readonly kind = 'invalid';
  readonly code: string = 'validation_error';
  override readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], message = 'Some fields are not valid.') {
    super(message);
    this.issues = issues;
  }

  /** One wrong field of the body. */
  static field(field: string, message: string, rule = 'value_error'): Invalid {
    return new Invalid([{ path: ['body', field], message, rule }]);
  }
}

/** Nobody, or nobody we can believe, is calling. */
export class Unauthenticated extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code: string = 'unauthenticated';
}

/** The caller is known and may not do this. */
export class Forbidden extends DomainError {
  readonly kind = 'forbidden';
  readonly code: string = 'forbidden';
}

/** It does not exist, or the caller may not know that it does: both look the same. */
export class NotFound extends DomainError {
  readonly kind = 'not_found';
  readonly code: string = 'not_found';
}

/** The address exists, but not for this verb. */
export class MethodNotAllowed extends DomainError {
  readonly kind = 'method_not_allowed';
  readonly code = 'method_not_allowed';
  readonly allowed: readonly string[];

  constructor(method: string, allowed: readonly string[]) {
    super(`${method} is not available here. Use ${allowed.join(', ')}.`);
    this.allowed = allowed;
  }
}

/** The request is fine in itself but collides with the present state. */
export class Conflict extends DomainError {
  readonly kind = 'conflict';
  readonly code: string = 'conflict';
}

/** More bytes than this route takes. */
export class TooLarge extends DomainError {
  readonly kind = 'too_large';
  readonly code = 'payload_too_large';
}

/** A body of a kind that this route does not read. */
export class UnsupportedMediaType extends DomainError {
  readonly kind = 'unsupported_media_type';
  readonly code = 'unsupported_media_type';
}

/** The input is valid field by field, but cannot be carried out as a whole. */
export class Unprocessable extends DomainError {
  readonly kind = 'unprocessable';
  readonly code: string = 'unprocessable';
}

/** Too many attempts; `retryAfterSeconds` says when the next one is welcome. */
export class RateLimited extends DomainError {
  readonly kind = 'rate_limited';
  readonly code: string = 'rate_limited';
  override readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Something that this needs is away for the moment. */
export class Unavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code: string = 'service_unavailable';
}

/** A fault of ours. Its details go to the log, never to the caller. */
export class Internal extends DomainError {
  readonly kind = 'internal';
  readonly code = 'internal_error';

  constructor(options?: ErrorOptions) {
    super('Something went wrong on our side. Please try again.', options);
  }
}
