import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the health of the agents and the figures of the business read without searching for it. */
export class CreateAnalyticsIndexes1795367400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX agent_runs_ended ON agent_runs (finished_at) WHERE finished_at IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX agent_runs_ended`);
  }
}
