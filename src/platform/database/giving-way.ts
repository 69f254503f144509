import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';

/** Deadlocks and failed serialisations: PostgreSQL undid all of this work so that another's could go on. */
const GAVE_WAY: ReadonlySet<string> = new Set(['40001', '40P01']);
const MOST_TRIES = 8;
const LONGEST_PAUSE_MS = 60;

/**
 * Does work again that PostgreSQL undid in favour of somebody else's; by then that is usually done.
 * Any other failure, and the last of its kind, is passed on.
 */
export async function givingWay<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MOST_TRIES || !gaveWay(error)) throw error;
    }
    await sleep(Math.random() * LONGEST_PAUSE_MS * attempt);
  }
}

function gaveWay(error: unknown): boolean {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return cause instanceof DatabaseError && GAVE_WAY.has(cause.code ?? '');
}
