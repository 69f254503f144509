import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs and events that left with a database change and wait for the dispatcher. */
export class CreateOutbox1795349400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL CHECK (kind IN ('job', 'event')),
        name text NOT NULL,
        payload jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await runner.query(`CREATE INDEX outbox_by_age ON outbox (created_at)`);
    await runner.query(`
      CREATE FUNCTION ring_outbox_bell() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('trellis_outbox', '');
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER outbox_bell AFTER INSERT ON outbox
        FOR EACH STATEMENT EXECUTE FUNCTION ring_outbox_bell()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE outbox`);
    await runner.query(`DROP FUNCTION ring_outbox_bell`);
  }
}
