import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events leave in the order in which they were written, jobs beside them. */
export class OrderOutbox1795372200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE outbox ADD COLUMN sequence bigint GENERATED ALWAYS AS IDENTITY`,
    );
    await runner.query(`CREATE INDEX outbox_in_order ON outbox (kind, sequence)`);
    await runner.query(`DROP INDEX outbox_by_age`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX outbox_by_age ON outbox (created_at)`);
    await runner.query(`ALTER TABLE outbox DROP COLUMN sequence`);
  }
}
