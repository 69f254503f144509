import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every plan that was ever made for a student; the newest version is the one in force. */
export class CreateGamePlans1795362600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE game_plans (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        version integer NOT NULL,
        run_id uuid NOT NULL UNIQUE REFERENCES agent_runs ON DELETE CASCADE,
        starts_on date NOT NULL,
        plan jsonb NOT NULL,
        created_by integer REFERENCES users ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (user_id, version)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE game_plans`);
  }
}
