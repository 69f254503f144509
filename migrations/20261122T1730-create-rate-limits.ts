import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where requests and failed sign-ins are counted, when PostgreSQL does it. */
export class CreateRateLimits1795368600000 implements MigrationInterface {
  name = 'CreateRateLimits1795368600000';

  async up(runner: QueryRunner): Promise<void> {
    // Unlogged: after a crash everybody begins anew, and no request waits for the disk.
    await runner.query(`
      CREATE UNLOGGED TABLE rate_limit_buckets (
        key text COLLATE "C" PRIMARY KEY,
        used double precision NOT NULL,
        granted double precision NOT NULL,
        since timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05)`);
    await runner.query(`
      COMMENT ON TABLE rate_limit_buckets IS
        'Keys are digests; rows are worth nothing after an hour or two and are pruned'`);
    await runner.query(`
      CREATE UNLOGGED TABLE sign_in_failures (
        key text COLLATE "C" PRIMARY KEY,
        failures integer NOT NULL,
        wait_seconds double precision NOT NULL,
        last_at timestamptz NOT NULL
      )`);
    await runner.query(`
      COMMENT ON TABLE sign_in_failures IS
        'Keys are digests; rows are worth nothing after a quarter of an hour and are pruned'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE rate_limit_buckets, sign_in_failures`);
  }
}
