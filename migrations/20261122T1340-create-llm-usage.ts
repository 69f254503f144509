import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the language model was used for: one row for each turn that asked it, and totals by UTC day,
 * from which budgets are read. No foreign keys: what was spent stays on the books when a session,
 * a course or an account goes.
 */
export class CreateLlmUsage1795354800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE llm_usage (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        turn_id uuid NOT NULL UNIQUE,
        user_id integer NOT NULL,
        course_id integer NOT NULL,
        session_id integer NOT NULL,
        model text NOT NULL,
        input_tokens integer NOT NULL CHECK (input_tokens >= 0),
        output_tokens integer NOT NULL CHECK (output_tokens >= 0),
        estimated boolean NOT NULL,
        cost_microdollars bigint CHECK (cost_microdollars >= 0),
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE llm_usage_days (
        user_id integer NOT NULL,
        day date NOT NULL,
        course_id integer NOT NULL,
        turns integer NOT NULL,
        estimated_turns integer NOT NULL,
        unpriced_turns integer NOT NULL,
        input_tokens bigint NOT NULL,
        output_tokens bigint NOT NULL,
        cost_microdollars bigint NOT NULL,
        PRIMARY KEY (user_id, day, course_id)
      )`);
    await runner.query(`CREATE INDEX llm_usage_days_by_day ON llm_usage_days (day, course_id)`);
    await runner.query(`
      CREATE TABLE llm_usage_course_days (
        course_id integer NOT NULL,
        day date NOT NULL,
        tokens bigint NOT NULL,
        PRIMARY KEY (course_id, day)
      )`);
    await runner.query(`
      CREATE TRIGGER llm_usage_append_only BEFORE UPDATE OR DELETE ON llm_usage
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE llm_usage, llm_usage_days, llm_usage_course_days`);
  }
}
