import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Kinds of which only one counts of an object. */
const ONCE_AN_OBJECT = `kind IN ('quiz.scored', 'lab.scored', 'enrollment.completed', 'enrollment.dropped')`;

/**
 * What people did, one row each. `recorded_in` is the transaction
 * that wrote a row: what the rollups hold is everything recorded before a transaction id, whatever
 * the time it tells of.
 */
export class CreateActivity1795375800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE activity_events (
        occurred_at timestamptz(3) NOT NULL,
        key uuid NOT NULL,
        user_id integer NOT NULL,
        kind text NOT NULL,
        is_own boolean NOT NULL,
        course_id integer,
        topic_id integer,
        object_id bigint,
        duration_ms integer CHECK (duration_ms >= 0),
        score integer CHECK (score BETWEEN 0 AND 10000),
        outcome text,
        cost_microdollars bigint CHECK (cost_microdollars >= 0),
        source text NOT NULL,
        known_at timestamptz(3) NOT NULL,
        recorded_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
        PRIMARY KEY (occurred_at, key)
      ) PARTITION BY RANGE (occurred_at)`);
    await runner.query(`
      COMMENT ON TABLE activity_events IS
        'Append-only. Kinds and columns are explained in docs/analytics.md. No foreign keys: what people did stays counted when a course goes, a partition is attached without waiting for whoever writes users, and a trigger takes the rows of a person with the person.'`);
    await runner.query(
      `CREATE INDEX activity_events_of_user ON activity_events (user_id, occurred_at)`,
    );
    await runner.query(`
      CREATE INDEX activity_events_of_topic ON activity_events (user_id, topic_id, occurred_at)
        WHERE topic_id IS NOT NULL`);
    await runner.query(`CREATE INDEX activity_events_by_record ON activity_events (recorded_in)`);
    await runner.query(`
      CREATE INDEX activity_events_of_object ON activity_events (user_id, object_id, occurred_at)
        WHERE ${ONCE_AN_OBJECT}`);
    await runner.query(`
      CREATE FUNCTION refuse_loss_of_activity() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM users WHERE id = OLD.user_id) THEN
          RAISE EXCEPTION 'rows of activity_events go only with their person'
            USING ERRCODE = '42501';
        END IF;
        RETURN OLD;
      END $$`);
    // Which transaction wrote a row is no fact about a person: in a restored dump it is another's.
    await runner.query(`
      CREATE TRIGGER activity_events_unchanged BEFORE UPDATE OF occurred_at, key, user_id, kind,
        is_own, course_id, topic_id, object_id, duration_ms, score, outcome, cost_microdollars,
        source, known_at ON activity_events
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    await runner.query(`
      CREATE TRIGGER activity_events_kept BEFORE DELETE ON activity_events
        FOR EACH ROW EXECUTE FUNCTION refuse_loss_of_activity()`);
    await runner.query(`
      CREATE FUNCTION forget_activity() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM activity_events WHERE user_id = OLD.id;
        IF FOUND THEN
          UPDATE activity_rollup_state SET rebuild_wanted_at = clock_timestamp();
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER activity_goes_with_person AFTER DELETE ON users
        FOR EACH ROW EXECUTE FUNCTION forget_activity()`);
    // Attached, not created in place: that would wait for everybody who reads or writes the others.
    await runner.query(`
      CREATE FUNCTION ensure_activity_partition(moment timestamptz) RETURNS void
      LANGUAGE plpgsql AS $$
      DECLARE
        month timestamp := date_trunc('month', moment AT TIME ZONE 'UTC');
        name text := 'activity_events_' || to_char(month, 'YYYYMM');
      BEGIN
        IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
        PERFORM pg_advisory_xact_lock(hashtext('activity_partitions'));
        -- What another transaction just made is not in the cache that to_regclass reads.
        IF EXISTS (SELECT FROM pg_class
          WHERE relname = name AND relnamespace = current_schema()::regnamespace) THEN RETURN; END IF;
        EXECUTE format('CREATE TABLE %I (LIKE activity_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
        EXECUTE format('ALTER TABLE activity_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
          name, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
      END $$`);

    await runner.query(`
      CREATE TABLE imported_topics (
        id integer GENERATED ALWAYS AS IDENTITY (START WITH -1 INCREMENT BY -1 MAXVALUE -1 MINVALUE -2147483648)
          PRIMARY KEY,
        course_id integer NOT NULL REFERENCES courses ON DELETE CASCADE,
        reference text NOT NULL,
        title text NOT NULL,
        UNIQUE (course_id, reference)
      )`);
    await runner.query(`
      COMMENT ON TABLE imported_topics IS
        'What activity of other systems is about where no content item fits. Ids are below zero, so that activity_events.topic_id is either a content item or one of these.'`);

    await runner.query(`
      CREATE TABLE activity_collections (
        name text PRIMARY KEY,
        collected_to bigint NOT NULL DEFAULT 0,
        seen_to bigint,
        seen_before xid8,
        CHECK ((seen_to IS NULL) = (seen_before IS NULL))
      )`);
    await runner.query(`
      COMMENT ON COLUMN activity_collections.seen_before IS
        'Once every transaction before this one has ended, no row up to seen_to can come any more: a reading that begins then may be remembered as complete.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER activity_goes_with_person ON users`);
    await runner.query(`DROP TABLE activity_collections, imported_topics, activity_events`);
    await runner.query(
      `DROP FUNCTION ensure_activity_partition, forget_activity, refuse_loss_of_activity`,
    );
  }
}
