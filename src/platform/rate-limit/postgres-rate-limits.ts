import { Pool } from 'pg';
import { capacityOf, drainPerMs, lifetimeMs, type Limit, type Taken } from './limit';
import type { SharedRateLimits } from './rate-limit-storage';

const CONNECTIONS = 4;

/**
 * What of the earlier requests still counts: $2 is the capacity, $3 what flows off in a millisecond
 * (0 for a window), $4 the length of a window in milliseconds. `excluded.since` is the present
 * moment; it may be a little before that of a request which held the row meanwhile.
 */
const STILL_USED = `
  (CASE WHEN $3::float8 > 0
         THEN greatest(0, least(held.used, $2::float8)
              - greatest(0, extract(epoch FROM excluded.since - held.since)::float8 * 1000)
                * $3::float8)
       WHEN excluded.since >= held.since + $4::float8 * interval '1 millisecond' THEN 0
       ELSE held.used END)`;

/** As many of $6 requests as there is room for; a negative number takes back. */
const GRANTED = `
  (CASE WHEN $6::float8 < 0 THEN greatest($6::float8, -${STILL_USED})
        ELSE greatest(0, least($6::float8, floor($2::float8 - ${STILL_USED} + 1e-6))) END)`;

const TAKE = `
  INSERT INTO rate_limit_buckets AS held (key, used, granted, since, expires_at)
  SELECT $1, first.granted, first.granted, first.now,
         first.now + $5::float8 * interval '1 millisecond'
  FROM (SELECT clock_timestamp() AS now,
               greatest(0, least($6::float8, floor($2::float8 + 1e-6))) AS granted) AS first
  ON CONFLICT (key) DO UPDATE SET
    used = ${STILL_USED} + ${GRANTED},
    granted = ${GRANTED},
    since = CASE WHEN $3::float8 > 0 THEN greatest(held.since, excluded.since)
                 WHEN excluded.since >= held.since + $4::float8 * interval '1 millisecond'
                   THEN excluded.since
                 ELSE held.since END,
    expires_at = greatest(held.expires_at, excluded.expires_at)
  RETURNING used, granted, extract(epoch FROM since)::float8 * 1000 AS since,
            extract(epoch FROM clock_timestamp())::float8 * 1000 AS now`;

/**
 * Counts in PostgreSQL, with its clock, one statement each time. It has connections of its own, so
 * that requests which wait for the database do not hold up the decision about others.
 */
export class PostgresRateLimits implements SharedRateLimits {
  private readonly pool: Pool;

  /** @param patienceMs after which a decision has failed. */
  constructor(url: string, patienceMs: number) {
    this.pool = new Pool({
      connectionString: url,
      max: CONNECTIONS,
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
      keepAlive: true,
      application_name: 'trellis limits',
    });
    this.pool.on('error', () => undefined);
  }

  async take(key: string, limit: Limit, count: number): Promise<Taken> {
    const { rows } = await this.pool.query<Taken>({
      name: 'take from rate limit',
      text: TAKE,
      values: [
        key,
        capacityOf(limit),
        drainPerMs(limit),
        limit.seconds * 1_000,
        lifetimeMs(limit),
        count,
      ],
    });
    return rows[0] as Taken;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
