import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The bell of the outbox says what waits, a job or an event: each wakes only who sends its kind. */
export class TellWhatWaits1795375200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION ring_outbox_bell() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('trellis_outbox', NEW.kind);
        RETURN NULL;
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION ring_outbox_bell() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('trellis_outbox', '');
        RETURN NULL;
      END $$`);
  }
}
