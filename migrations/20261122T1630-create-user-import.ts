import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finding people, importing them from files, and what ends when a coach is one no longer. */
export class CreateUserImport1795365000000 implements MigrationInterface {
  name = 'CreateUserImport1795365000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX users_search ON users
      USING gin ((email::text) gin_trgm_ops, full_name gin_trgm_ops)`);
    await runner.query(`CREATE INDEX role_grants_by_role ON role_grants (role, user_id)`);
    await runner.query(`
      ALTER TABLE user_profiles ADD COLUMN phone text CHECK (phone ~ '^\\+[1-9][0-9]{3,14}$')`);
    await runner.query(`COMMENT ON COLUMN user_profiles.phone IS 'E.164'`);
    await runner.query(`
      CREATE TABLE user_imports (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        requested_by integer REFERENCES users ON DELETE SET NULL,
        country text NOT NULL,
        is_dry_run boolean NOT NULL,
        status text NOT NULL CHECK (status IN ('queued', 'running', 'success', 'cancelled', 'failed')),
        rows_total integer NOT NULL,
        rows_read integer NOT NULL DEFAULT 0,
        imported integer NOT NULL DEFAULT 0,
        failed integer NOT NULL DEFAULT 0,
        fence integer NOT NULL DEFAULT 0,
        leased_until timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        finished_at timestamptz,
        CHECK (imported + failed = rows_read AND rows_read <= rows_total)
      )`);
    await runner.query(`
      COMMENT ON COLUMN user_imports.fence IS
        'Raised by each worker that takes the import up: what an earlier one still writes is refused'`);
    await runner.query(`CREATE INDEX user_imports_by_age ON user_imports (created_at DESC, id)`);
    await runner.query(`
      CREATE INDEX user_imports_open ON user_imports (leased_until)
      WHERE status IN ('queued', 'running')`);
    await runner.query(`
      CREATE TABLE user_import_errors (
        import_id uuid NOT NULL REFERENCES user_imports ON DELETE CASCADE,
        row integer NOT NULL,
        error text NOT NULL,
        PRIMARY KEY (import_id, row)
      )`);
    await runner.query(`
      COMMENT ON TABLE user_import_errors IS
        'By the line of the file where the row begins; an error never repeats what the file says'`);
    await runner.query(`
      CREATE TABLE user_import_chunks (
        import_id uuid NOT NULL REFERENCES user_imports ON DELETE CASCADE,
        position integer NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (import_id, position)
      )`);
    await runner.query(`
      COMMENT ON TABLE user_import_chunks IS
        'The file of an import that waits or runs, so that any worker can go on with it; removed when it ends'`);
    await this.endCoachingWithRole(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER role_grants_end_coaching ON role_grants`);
    await runner.query(`DROP FUNCTION end_coaching_with_role`);
    await runner.query(`DROP TABLE user_import_chunks, user_import_errors, user_imports`);
    await runner.query(`ALTER TABLE user_profiles DROP COLUMN phone`);
    await runner.query(`DROP INDEX users_search, role_grants_by_role`);
  }

  /** Whoever is a coach, or a student, no longer leaves the links of that role; each is told of. */
  private async endCoachingWithRole(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION end_coaching_with_role() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.role IN ('COACH', 'STUDENT') AND NOT EXISTS (
          SELECT 1 FROM role_grants kept WHERE kept.user_id = OLD.user_id AND kept.role = OLD.role)
        THEN
          WITH ended AS (
            UPDATE coach_students SET status = 'ended', ended_at = now()
            WHERE status IN ('invited', 'active')
              AND CASE OLD.role WHEN 'COACH' THEN coach_id ELSE student_id END = OLD.user_id
            RETURNING coach_id, student_id)
          INSERT INTO outbox (kind, name, payload)
          SELECT 'event', 'coach.unlinked',
                 jsonb_build_object('coachId', coach_id, 'studentId', student_id)
          FROM ended;
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER role_grants_end_coaching AFTER DELETE OR UPDATE ON role_grants
      FOR EACH ROW EXECUTE FUNCTION end_coaching_with_role()`);
  }
}
