import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How many tests' databases one Redis has room for. */
export const REDIS_DATABASES = 4_096;

/** By the name of the PostgreSQL database that goes with it, whatever line leads there. */
const claimed = new Map<string, string>();

/** Prepares the environment of the tests' processes: from now on they run on this Redis. */
export function runTestsOnRedis(url: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-redis-databases-'));
  process.env['TRELLIS_TEST_REDIS'] = url;
  process.env['TRELLIS_TEST_REDIS_DATABASES'] = folder;
  return folder;
}

/**
 * What a process on this PostgreSQL database is told of the queue's backend: nothing, or on the
 * Redis profile a Redis database of the test's own, the same for all processes on the database.
 */
export function queueSettings(databaseUrl: string): Readonly<Record<string, string>> {
  const server = process.env['TRELLIS_TEST_REDIS'];
  if (server === undefined) return {};
  const name = new URL(databaseUrl).pathname;
  const url = claimed.get(name) ?? `${server}/${claimNumber()}`;
  claimed.set(name, url);
  return { REDIS_URL: url };
}

/** A number that no other process of the run has; a folder can be made only once. */
function claimNumber(): number {
  const folder = process.env['TRELLIS_TEST_REDIS_DATABASES'] ?? '';
  for (let number = 0; number < REDIS_DATABASES; number += 1) {
    try {
      mkdirSync(join(folder, String(number)));
      return number;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  throw new Error(`The run uses more than ${REDIS_DATABASES} databases of Redis.`);
}
