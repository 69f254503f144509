import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a course came from a source outside, so that importing it again finds its rows. */
export class CreateCourseImport1795353900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE import_origins (
        course_id integer NOT NULL REFERENCES courses ON DELETE CASCADE,
        source_key text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('course', 'module', 'content')),
        module_id integer REFERENCES modules ON DELETE CASCADE,
        content_item_id integer REFERENCES content_items ON DELETE CASCADE,
        hash bytea,
        place text NOT NULL,
        last_question_id integer NOT NULL DEFAULT 0,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (course_id, source_key),
        CHECK ((kind = 'module') = (module_id IS NOT NULL)),
        CHECK ((kind = 'content') = (content_item_id IS NOT NULL))
      )`);
    await runner.query(`
      CREATE INDEX import_origins_of_module ON import_origins (module_id)
      WHERE module_id IS NOT NULL`);
    await runner.query(`
      CREATE INDEX import_origins_of_content ON import_origins (content_item_id)
      WHERE content_item_id IS NOT NULL`);
    await runner.query(`
      COMMENT ON COLUMN import_origins.hash IS
        'SHA-256 of what the source said last; null once the source no longer has it'`);
    await runner.query(`
      COMMENT ON COLUMN import_origins.place IS
        'source key of what it stood under and its position there, e.g. week-1#3'`);
    await runner.query(`
      COMMENT ON COLUMN import_origins.last_question_id IS
        'the highest question id ever given out in the item, so that none is given out twice'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE import_origins`);
  }
}
