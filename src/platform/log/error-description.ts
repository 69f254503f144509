import { withoutValues } from './personal-text';

/** How many causes of causes are told. */
const DEEPEST = 3;
const MOST_FRAMES = 30;

/** What the log tells of an error. */
export interface ErrorDescription {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string;
  readonly [detail: string]: unknown;
}

/**
 * An error for the log: what kind, where, and what it is about in the database's own names. Errors of
 * libraries carry statements with their values, rows and bodies along; none of that is told.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const { code, driverError, cause } = error as Error & {
    code?: unknown;
    driverError?: unknown;
  };
  const origin = driverError instanceof Error ? driverError : error;
  return {
    type: error.name === 'Error' ? error.constructor.name : error.name,
    message: withoutValues(error.message),
    stack: framesOf(error),
    ...(typeof code === 'string' ? { code } : {}),
    ...namesIn(origin),
    ...(cause instanceof Error && depth < DEEPEST
      ? { cause: describeError(cause, depth + 1) }
      : {}),
  };
}

/** Where an error came from, one place a line, without the message that its stack begins with. */
export function framesOf({ stack = '' }: Pick<Error, 'stack'>): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MOST_FRAMES)
    .join('\n');
}

/** Names of the schema, which PostgreSQL tells apart from values. */
function namesIn(error: object): Record<string, string> {
  const names: Record<string, string> = {};
  for (const name of ['constraint', 'table', 'column', 'routine'] as const) {
    const value = (error as Record<string, unknown>)[name];
    if (typeof value === 'string') names[name] = value;
  }
  return names;
}
