import { isNativeError } from 'node:util/types';
import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';
import { Conflict, type DomainError, Invalid, Unavailable } from '../../kernel/errors';

/** Faults of input that only PostgreSQL notices: a bad text, a number out of range. */
const INPUT_FAULTS: Readonly<Record<string, string>> = {
  '22021': 'text contains a character that cannot be stored',
  '22P05': 'text contains a character that cannot be stored',
  '22P02': 'value has the wrong form',
  '22003': 'number is out of range',
  '22001': 'text is too long',
  '22007': 'value is not a date',
  '22008': 'date is out of range',
  '54000': 'text is too long',
};
/** Two requests at once: one found what the other had just taken or removed. */
const COLLISIONS: ReadonlySet<string> = new Set(['23503', '23505']);
/** PostgreSQL is away, full or stopping (08, 53, 57), or gave way to another request (40). */
const TRANSIENT = /^(08|53|57|40001|40P01)/;
const NETWORK_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);
/** The driver's own failures carry no code. */
const DRIVER_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout exceeded when trying to connect)/;

/** What a failure of the database means to the caller; null for what is no such failure, or our fault. */
export function databaseFault(error: unknown): DomainError | null {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return fromServer(cause) ?? fromNetwork(cause);
}

function fromServer(error: unknown): DomainError | null {
  if (!(error instanceof DatabaseError)) return null;
  const code = error.code ?? '';
  const fault = INPUT_FAULTS[code];
  if (fault !== undefined) {
    return new Invalid([{ path: ['body'], message: fault, rule: 'unstorable' }]);
  }
  if (COLLISIONS.has(code)) {
    return new Conflict('Somebody changed this at the same moment. Look again, then retry.');
  }
  return TRANSIENT.test(code) ? databaseAway(error) : null;
}

function fromNetwork(error: unknown): DomainError | null {
  if (!isNativeError(error)) return null;
  const { code } = error as { code?: unknown };
  const isAway = NETWORK_CODES.has(String(code)) || DRIVER_MESSAGES.test(error.message);
  return isAway ? databaseAway(error) : null;
}

function databaseAway(cause: unknown): Unavailable {
  return new Unavailable('The database is away for the moment. Please try again shortly.', {
    cause,
  });
}
