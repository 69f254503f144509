import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Prompts of several messages, numbers that are never used twice, and splits between versions. */
export class CompletePrompts1795353000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE prompts ADD COLUMN messages jsonb`);
    await runner.query(`
      ALTER TABLE prompts
        ADD CONSTRAINT prompts_type CHECK (type IN ('text', 'chat')),
        ADD CONSTRAINT prompts_messages CHECK ((type = 'chat') = (messages IS NOT NULL))`);
    await runner.query(`
      CREATE TABLE prompt_numbers (
        name text PRIMARY KEY,
        last_version integer NOT NULL
      )`);
    await runner.query(`
      COMMENT ON TABLE prompt_numbers IS
        'The highest number that a version of the name ever had; it outlives the versions'`);
    await runner.query(`
      INSERT INTO prompt_numbers (name, last_version)
      SELECT name, max(version) FROM prompts GROUP BY name`);
    await runner.query(`
      CREATE TABLE prompt_splits (
        name text NOT NULL,
        label text NOT NULL,
        prompt_id integer NOT NULL REFERENCES prompts ON DELETE CASCADE,
        percent integer NOT NULL CHECK (percent BETWEEN 0 AND 100),
        PRIMARY KEY (name, label),
        FOREIGN KEY (name, label) REFERENCES prompt_labels ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX prompt_splits_of_prompt ON prompt_splits (prompt_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE prompt_splits, prompt_numbers`);
    await runner.query(
      `ALTER TABLE prompts DROP CONSTRAINT prompts_type, DROP CONSTRAINT prompts_messages`,
    );
    await runner.query(`ALTER TABLE prompts DROP COLUMN messages`);
  }
}
