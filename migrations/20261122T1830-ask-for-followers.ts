import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether anybody follows a topic, asked from within the statement that changes what it tells of.
 * Volatile, so that it looks at the moment at which the change has its locks, not at the one at
 * which its statement began.
 */
export class AskForFollowers1795374600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION is_topic_followed(name text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
      BEGIN
        RETURN EXISTS (SELECT FROM topic_heads WHERE topic = name);
      END $$`);
    // For each row: a statement that had nothing to tell rings no bell. One rings once at its commit.
    await runner.query(`DROP TRIGGER outbox_bell ON outbox`);
    await runner.query(`
      CREATE TRIGGER outbox_bell AFTER INSERT ON outbox
        FOR EACH ROW EXECUTE FUNCTION ring_outbox_bell()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER outbox_bell ON outbox`);
    await runner.query(`
      CREATE TRIGGER outbox_bell AFTER INSERT ON outbox
        FOR EACH STATEMENT EXECUTE FUNCTION ring_outbox_bell()`);
    await runner.query(`DROP FUNCTION is_topic_followed`);
  }
}
