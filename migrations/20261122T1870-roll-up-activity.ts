import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Kinds of which only one counts of an object. */
const ONCE_AN_OBJECT = `kind IN ('quiz.scored', 'lab.scored', 'enrollment.completed', 'enrollment.dropped')`;

/**
 * What rolling up needs: the way from an object to its scores, rows that came to nothing at hand,
 * every erasure told, and transaction ids that may be set back after a restored dump.
 */
export class RollUpActivity1795377000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX activity_events_of_object ON activity_events (user_id, object_id, occurred_at)
        WHERE ${ONCE_AN_OBJECT}`);
    // Which of the two is the shorter way depends on where a range lies.
    await runner.query(`
      CREATE INDEX activity_recurrences_by_day
        ON activity_recurrences (generation, kind, day, previous_day) INCLUDE (course_id, value)`);
    await runner.query(`
      CREATE INDEX activity_recurrences_by_previous_day
        ON activity_recurrences (generation, kind, previous_day, day) INCLUDE (course_id, value)`);
    await runner.query(`CREATE INDEX activity_daily_empty ON activity_daily (day) WHERE value = 0`);
    await runner.query(
      `CREATE INDEX activity_recurrences_empty ON activity_recurrences (day) WHERE value = 0`,
    );
    await runner.query(`
      CREATE OR REPLACE FUNCTION forget_activity() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM activity_events WHERE user_id = OLD.id;
        IF FOUND THEN
          UPDATE activity_rollup_state SET rebuild_wanted_at = clock_timestamp();
        END IF;
        RETURN NULL;
      END $$`);
    // Which transaction wrote a row is no fact about a person: in a restored dump it is another's.
    await runner.query(`DROP TRIGGER activity_events_unchanged ON activity_events`);
    await runner.query(`
      CREATE TRIGGER activity_events_unchanged BEFORE UPDATE OF occurred_at, key, user_id, kind,
        is_own, course_id, topic_id, object_id, duration_ms, score, outcome, cost_microdollars,
        source, known_at ON activity_events
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER activity_events_unchanged ON activity_events`);
    await runner.query(`
      CREATE TRIGGER activity_events_unchanged BEFORE UPDATE ON activity_events
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION forget_activity() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM activity_events WHERE user_id = OLD.id;
        IF FOUND THEN
          UPDATE activity_rollup_state SET rebuild_wanted_at = coalesce(rebuild_wanted_at, now());
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(
      `DROP INDEX activity_recurrences_empty, activity_daily_empty,
         activity_recurrences_by_previous_day, activity_recurrences_by_day,
         activity_events_of_object`,
    );
  }
}
