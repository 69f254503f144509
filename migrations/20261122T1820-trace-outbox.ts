import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A job remembers the request that it follows from: the log and traces of both belong together. */
export class TraceOutbox1795374000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE outbox ADD COLUMN origin jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE outbox DROP COLUMN origin`);
  }
}
