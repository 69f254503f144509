import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What activity comes to by day, and how far it is added up. */
export class CreateRollups1795376400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE activity_rollup_state (
        id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        generation integer NOT NULL DEFAULT 1,
        time_zone text NOT NULL DEFAULT 'UTC',
        settled_before xid8 NOT NULL DEFAULT '0',
        settled_at timestamptz NOT NULL DEFAULT now(),
        rebuild_wanted_at timestamptz,
        database_identifier text,
        backfilled_at timestamptz
      )`);
    await runner.query(`INSERT INTO activity_rollup_state DEFAULT VALUES`);
    await runner.query(`
      CREATE TABLE activity_daily (
        generation integer NOT NULL,
        course_id integer NOT NULL,
        measure text NOT NULL,
        day date NOT NULL,
        value bigint NOT NULL,
        PRIMARY KEY (generation, course_id, measure, day)
      )`);
    await runner.query(`
      COMMENT ON COLUMN activity_daily.course_id IS
        '0 is everything together, what belongs to no course included.'`);
    await runner.query(`
      CREATE TABLE activity_recurrences (
        generation integer NOT NULL,
        course_id integer NOT NULL,
        kind text NOT NULL,
        day date NOT NULL,
        previous_day date NOT NULL,
        value bigint NOT NULL,
        PRIMARY KEY (generation, course_id, kind, day, previous_day)
      )`);
    await runner.query(`
      COMMENT ON TABLE activity_recurrences IS
        'How many of a kind came on a day whose day before that was previous_day (-infinity: the first one ever). Those of any range from a to b are the sum where day is from a to b and previous_day before a, each counted once.'`);
    await runner.query(`
      CREATE TABLE activity_people (
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        course_id integer NOT NULL,
        first_at timestamptz(3) NOT NULL,
        last_at timestamptz(3) NOT NULL,
        PRIMARY KEY (user_id, course_id)
      )`);
    await runner.query(
      `CREATE INDEX activity_people_by_course ON activity_people (course_id, last_at)`,
    );
    await runner.query(`
      COMMENT ON TABLE activity_people IS
        'When each person did something of their own first and last, in a course and (course 0) at all, as far as it is rolled up.'`);
    // Which of the two is the shorter way depends on where a range lies.
    await runner.query(`
      CREATE INDEX activity_recurrences_by_day
        ON activity_recurrences (generation, kind, day, previous_day) INCLUDE (course_id, value)`);
    await runner.query(`
      CREATE INDEX activity_recurrences_by_previous_day
        ON activity_recurrences (generation, kind, previous_day, day) INCLUDE (course_id, value)`);
    // Rows that came to nothing are found and removed.
    await runner.query(`CREATE INDEX activity_daily_empty ON activity_daily (day) WHERE value = 0`);
    await runner.query(
      `CREATE INDEX activity_recurrences_empty ON activity_recurrences (day) WHERE value = 0`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE activity_people, activity_recurrences, activity_daily, activity_rollup_state`,
    );
  }
}
