import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far tables were read from which activity is collected, so that no late commit is missed. */
export class CollectActivity1795376400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE activity_collections
        ADD COLUMN seen_to bigint,
        ADD COLUMN seen_before xid8,
        ADD CHECK ((seen_to IS NULL) = (seen_before IS NULL))`);
    await runner.query(`
      COMMENT ON COLUMN activity_collections.seen_before IS
        'Once every transaction before this one has ended, no row up to seen_to can come any more: a reading that begins then may be remembered as complete.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE activity_collections DROP COLUMN seen_to, DROP COLUMN seen_before`,
    );
  }
}
