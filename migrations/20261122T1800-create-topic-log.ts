import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What topics told lately, so that whoever was away for a while can be told what they missed. */
export class CreateTopicLog1795372800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE topic_heads (
        topic text PRIMARY KEY CHECK (length(topic) <= 200),
        epoch uuid NOT NULL DEFAULT gen_random_uuid(),
        last_offset bigint NOT NULL DEFAULT 0,
        trimmed_to bigint NOT NULL DEFAULT 0,
        changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        followed_at timestamptz NOT NULL DEFAULT now(),
        CHECK (trimmed_to BETWEEN 0 AND last_offset)
      ) WITH (fillfactor = 70)`);
    await runner.query(`
      COMMENT ON COLUMN topic_heads.trimmed_to IS
        'Entries up to here may be gone: nobody who stands before it can be told all they missed'`);
    await runner.query(`CREATE INDEX topic_heads_by_change ON topic_heads (changed_at)`);
    await runner.query(`
      CREATE TABLE topic_entries (
        topic text NOT NULL REFERENCES topic_heads ON DELETE CASCADE,
        "offset" bigint NOT NULL,
        event_id uuid NOT NULL,
        type text NOT NULL,
        data json NOT NULL,
        subject_ids integer[] NOT NULL DEFAULT '{}',
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (topic, "offset"),
        UNIQUE (topic, event_id)
      )`);
    await runner.query(`
      COMMENT ON COLUMN topic_entries.data IS
        'Json, not jsonb: who reads it later gets the members in the order in which they were told'`);
    await runner.query(`CREATE INDEX topic_entries_by_age ON topic_entries (recorded_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE topic_entries, topic_heads`);
  }
}
