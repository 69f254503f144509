import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Invitations by address, and what a caseload and a brief read without searching for it. */
export class CompleteCoaching1795360200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE coach_invitations (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        coach_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        student_email citext,
        student_uuid uuid,
        invited_at timestamptz NOT NULL DEFAULT now(),
        accepted_at timestamptz,
        declined_at timestamptz,
        CHECK (num_nonnulls(student_email, student_uuid) = 1),
        CHECK (num_nonnulls(accepted_at, declined_at) <= 1)
      )`);
    await runner.query(`
      COMMENT ON TABLE coach_invitations IS
        'Addressed as the coach wrote it, to whoever has that address when they look: whether anybody does is told to nobody'`);
    await runner.query(
      `CREATE INDEX coach_invitations_of_coach ON coach_invitations (coach_id, invited_at DESC)`,
    );
    await runner.query(
      `CREATE INDEX coach_invitations_by_email ON coach_invitations (student_email)`,
    );
    await runner.query(
      `CREATE INDEX coach_invitations_by_uuid ON coach_invitations (student_uuid)`,
    );
    await runner.query(`ALTER TABLE coaching_sessions ADD COLUMN readiness numeric(4, 3)`);
    await runner.query(`
      COMMENT ON COLUMN coaching_sessions.readiness IS
        'The readiness score of the student when the session was written down'`);
    await runner.query(`ALTER TABLE coach_students ADD COLUMN last_session_on date`);
    await runner.query(`
      UPDATE coach_students link SET last_session_on = (
        SELECT max(held.held_on) FROM coaching_sessions held
        WHERE held.coach_id = link.coach_id AND held.student_id = link.student_id)`);
    await runner.query(`
      CREATE FUNCTION note_last_session() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          UPDATE coach_students SET last_session_on = greatest(last_session_on, NEW.held_on)
          WHERE coach_id = NEW.coach_id AND student_id = NEW.student_id AND status = 'active';
        ELSE
          UPDATE coach_students SET last_session_on = (
            SELECT max(held_on) FROM coaching_sessions
            WHERE coach_id = OLD.coach_id AND student_id = OLD.student_id)
          WHERE coach_id = OLD.coach_id AND student_id = OLD.student_id AND status = 'active';
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER coaching_sessions_last AFTER INSERT OR DELETE OR UPDATE OF held_on
        ON coaching_sessions FOR EACH ROW EXECUTE FUNCTION note_last_session()`);
    await runner.query(`
      CREATE FUNCTION recall_last_session() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.last_session_on := (
          SELECT max(held_on) FROM coaching_sessions
          WHERE coach_id = NEW.coach_id AND student_id = NEW.student_id);
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER coach_students_last_session BEFORE INSERT ON coach_students
        FOR EACH ROW EXECUTE FUNCTION recall_last_session()`);
    await runner.query(
      `CREATE INDEX coach_students_of_coach ON coach_students (coach_id, student_id)
       WHERE status = 'active'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX coach_students_of_coach`);
    await runner.query(`DROP TRIGGER coach_students_last_session ON coach_students`);
    await runner.query(`DROP TRIGGER coaching_sessions_last ON coaching_sessions`);
    await runner.query(`DROP FUNCTION recall_last_session, note_last_session`);
    await runner.query(`ALTER TABLE coach_students DROP COLUMN last_session_on`);
    await runner.query(`ALTER TABLE coaching_sessions DROP COLUMN readiness`);
    await runner.query(`DROP TABLE coach_invitations`);
  }
}
