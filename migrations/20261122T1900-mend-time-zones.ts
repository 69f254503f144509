import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People whose time zone is one that PostgreSQL does not know could not learn: noting their day
 * failed. Their days are those of UTC until they choose again.
 */
export class MendTimeZones1795378800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE users SET time_zone = 'UTC'
      WHERE lower(time_zone) NOT IN (SELECT lower(name) FROM pg_timezone_names)`);
  }

  /** What they had before is of no use. */
  async down(): Promise<void> {}
}
