import { Pool } from 'pg';
import type { FailureLimiter, Verdict } from './failure-limiter';
import {
  FIRST_PAUSE_SECONDS,
  FORGET_AFTER_SECONDS,
  FREE_FAILURES,
  LONGEST_PAUSE_SECONDS,
} from './failure-pause';

const CONNECTIONS = 2;

/** Seconds since the last failure; `excluded.last_at` is the present moment. */
const ELAPSED = `extract(epoch FROM excluded.last_at - held.last_at)::float8`;

const TO_WAIT = `
  (CASE WHEN held.failures < ${FREE_FAILURES} THEN 0
        ELSE greatest(0, ceil(least(${LONGEST_PAUSE_SECONDS},
               ${FIRST_PAUSE_SECONDS} * power(2::float8, least(held.failures - ${FREE_FAILURES}, 30)))
               - ${ELAPSED})) END)`;

const ATTEMPT = `
  INSERT INTO sign_in_failures AS held (key, failures, wait_seconds, last_at)
  VALUES ($1, 1, 0, clock_timestamp())
  ON CONFLICT (key) DO UPDATE SET
    wait_seconds = ${TO_WAIT},
    failures = CASE WHEN ${TO_WAIT} > 0 THEN held.failures
                    WHEN ${ELAPSED} < ${FORGET_AFTER_SECONDS} THEN held.failures + 1
                    ELSE 1 END,
    last_at = CASE WHEN ${TO_WAIT} > 0 THEN held.last_at ELSE excluded.last_at END
  RETURNING wait_seconds AS "waitSeconds"`;

/** Counts failures in PostgreSQL, for all processes together, outside of any transaction. */
export class PostgresFailureLimiter implements FailureLimiter {
  private readonly pool: Pool;

  /** @param patienceMs after which an answer has failed. */
  constructor(url: string, patienceMs: number) {
    this.pool = new Pool({
      connectionString: url,
      max: CONNECTIONS,
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
      keepAlive: true,
      application_name: 'trellis failures',
    });
    this.pool.on('error', () => undefined);
  }

  async attempt(key: string): Promise<Verdict> {
    const { rows } = await this.pool.query<{ waitSeconds: number }>(ATTEMPT, [key]);
    const retryAfterSeconds = rows[0]?.waitSeconds ?? 0;
    return { allowed: retryAfterSeconds === 0, retryAfterSeconds };
  }

  async clear(key: string): Promise<void> {
    await this.pool.query('DELETE FROM sign_in_failures WHERE key = $1', [key]);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
