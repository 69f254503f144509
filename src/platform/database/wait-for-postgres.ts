import { setTimeout as sleep } from 'node:timers/promises';
import { isNativeError } from 'node:util/types';
import { Client } from 'pg';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 3_000;

/**
 * Resolves once PostgreSQL answers a query. Nothing that talks to the database may be built
 * before: a queue that was refused its first connection never recovers.
 *
 * @param onRetry told each refusal, so that an operator sees why the start takes long.
 */
export async function waitForPostgres(
  url: string,
  onRetry: (reason: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: 3_000,
      query_timeout: 3_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT 1');
      return;
    } catch (error) {
      onRetry(reasonOf(error));
    } finally {
      await client.end().catch(() => undefined);
    }
    await sleep(pause, undefined, signal === undefined ? {} : { signal });
  }
}

/** A refusal by every address of a host comes as one error without a message of its own. */
function reasonOf(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const { errors } = error as { errors?: unknown };
  return Array.isArray(errors) ? errors.map(reasonOf).join('; ') : error.message;
}
