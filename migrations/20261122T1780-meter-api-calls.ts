import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a lesson says, as far as it is searched. */
const LESSON_WORDS = `to_tsvector('english', left(title || ' ' || coalesce(description, '') || ' ' ||
  coalesce(data_json ->> 'body', data_json ->> 'transcript', data_json ->> 'instructions', ''),
  100000))`;

/**
 * Calls of the model through the developer API: they stand beside the tutor's turns on the books,
 * under course 0, and hold their tokens of the day's budget while they are under way. Lessons are
 * found by their words.
 */
export class MeterApiCalls1795371600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE llm_usage
        ADD COLUMN purpose text NOT NULL DEFAULT 'tutor'
          CHECK (purpose IN ('tutor', 'completion', 'agent')),
        ALTER COLUMN session_id DROP NOT NULL,
        ADD CONSTRAINT llm_usage_turn_has_session
          CHECK ((purpose = 'tutor') = (session_id IS NOT NULL))`);
    await runner.query(`
      COMMENT ON COLUMN llm_usage.turn_id IS
        'the turn, or the call: what is charged is charged once'`);
    await runner.query(
      `ALTER TABLE agent_runs ADD COLUMN is_metered boolean NOT NULL DEFAULT false`,
    );
    await runner.query(`
      CREATE INDEX agent_runs_of_programs ON agent_runs (requested_by)
        WHERE is_metered AND status IN ('queued', 'running')`);
    await runner.query(`
      CREATE TABLE completion_holds (
        id uuid PRIMARY KEY,
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        tokens integer NOT NULL CHECK (tokens >= 0),
        expires_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX completion_holds_of_user ON completion_holds (user_id)`);
    await runner.query(
      `CREATE INDEX content_items_by_words ON content_items USING gin ((${LESSON_WORDS}))`,
    );
    await runner.query(`
      ALTER TABLE crisis_cases
        DROP CONSTRAINT crisis_cases_source_check,
        ADD CONSTRAINT crisis_cases_source_check
          CHECK (source IN ('agent_run', 'api_message', 'chat_turn', 'session_note'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE crisis_cases SET source = 'agent_run' WHERE source = 'api_message'`);
    await runner.query(`
      ALTER TABLE crisis_cases
        DROP CONSTRAINT crisis_cases_source_check,
        ADD CONSTRAINT crisis_cases_source_check
          CHECK (source IN ('agent_run', 'chat_turn', 'session_note'))`);
    await runner.query(`DROP INDEX content_items_by_words`);
    await runner.query(`DROP TABLE completion_holds`);
    await runner.query(`ALTER TABLE agent_runs DROP COLUMN is_metered`);
    await runner.query(`ALTER TABLE llm_usage DISABLE TRIGGER llm_usage_append_only`);
    await runner.query(`DELETE FROM llm_usage WHERE purpose <> 'tutor'`);
    await runner.query(`ALTER TABLE llm_usage ENABLE TRIGGER llm_usage_append_only`);
    await runner.query(`
      ALTER TABLE llm_usage
        DROP CONSTRAINT llm_usage_turn_has_session,
        DROP COLUMN purpose,
        ALTER COLUMN session_id SET NOT NULL`);
  }
}
