import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases of students in a possible crisis, and everything that happened to each. */
export class CreateCrisis1795361400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE crisis_cases (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        student_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        status text NOT NULL DEFAULT 'open'
          CHECK (status IN ('open', 'acknowledged', 'escalated', 'resolved')),
        band text NOT NULL CHECK (band IN ('moderate', 'high', 'imminent')),
        severity numeric(4, 2) NOT NULL CHECK (severity BETWEEN 0 AND 1),
        source text NOT NULL CHECK (source IN ('agent_run', 'chat_turn', 'session_note')),
        source_key text NOT NULL UNIQUE,
        opened_at timestamptz NOT NULL DEFAULT now(),
        due_at timestamptz,
        acknowledged_by integer REFERENCES users ON DELETE SET NULL,
        acknowledged_at timestamptz,
        resolved_by integer REFERENCES users ON DELETE SET NULL,
        resolved_at timestamptz,
        resolution text,
        CHECK ((status = 'resolved') = (resolved_at IS NOT NULL))
      )`);
    await runner.query(`
      COMMENT ON COLUMN crisis_cases.due_at IS
        'When the case is escalated unless somebody acknowledges it before; null where nobody is waited for'`);
    await runner.query(
      `CREATE UNIQUE INDEX crisis_cases_one_open ON crisis_cases (student_id)
       WHERE status <> 'resolved'`,
    );
    await runner.query(
      `CREATE INDEX crisis_cases_of_student ON crisis_cases (student_id, opened_at DESC)`,
    );
    await runner.query(
      `CREATE INDEX crisis_cases_due ON crisis_cases (due_at) WHERE status = 'open'`,
    );
    await runner.query(`
      CREATE TABLE crisis_case_events (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES crisis_cases ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN
          ('opened', 'raised', 'reported', 'acknowledged', 'escalated', 'resolved')),
        actor_id integer REFERENCES users ON DELETE SET NULL,
        occurred_at timestamptz NOT NULL DEFAULT now(),
        note text,
        band text NOT NULL,
        severity numeric(4, 2) NOT NULL,
        source text,
        source_key text UNIQUE,
        evidence jsonb NOT NULL DEFAULT '[]'
      )`);
    await runner.query(`CREATE INDEX crisis_case_events_of ON crisis_case_events (case_id, id)`);
    await runner.query(`
      CREATE TRIGGER crisis_case_events_append_only
        BEFORE UPDATE OF case_id, kind, occurred_at, note, band, severity, source, source_key, evidence
        ON crisis_case_events FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE crisis_case_events, crisis_cases`);
  }
}
