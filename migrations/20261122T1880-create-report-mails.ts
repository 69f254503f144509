import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which reports platform admins want by mail, and the latest scores of students. */
export class CreateReportMails1795377600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report_mails (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        report text NOT NULL CHECK (report IN ('overview', 'engagement', 'progress', 'assessments',
          'cache', 'community')),
        frequency text NOT NULL CHECK (frequency IN ('daily', 'weekly', 'monthly')),
        course_id integer REFERENCES courses ON DELETE CASCADE,
        is_paused boolean NOT NULL DEFAULT false,
        mailed_through date NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE NULLS NOT DISTINCT (user_id, report, frequency, course_id),
        CHECK (report <> 'overview' OR course_id IS NULL)
      )`);
    await runner.query(`
      COMMENT ON COLUMN report_mails.mailed_through IS
        'The last day that needs no mail any more: the first mail tells of the period after it.'`);
    await runner.query(
      `CREATE INDEX report_mails_of_course ON report_mails (course_id) WHERE course_id IS NOT NULL`,
    );
    await runner.query(`
      CREATE INDEX activity_events_scored ON activity_events (course_id, user_id, occurred_at)
        INCLUDE (kind, object_id, known_at, key, score)
        WHERE kind IN ('quiz.scored', 'lab.scored')`);
    await runner.query(`
      CREATE TABLE score_trends (
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        course_id integer NOT NULL,
        scored_at timestamptz(3) NOT NULL,
        recent integer NOT NULL,
        earlier integer NOT NULL,
        PRIMARY KEY (user_id, course_id)
      )`);
    await runner.query(`
      COMMENT ON TABLE score_trends IS
        'Sums of the latest three scores of a person in a course and of the three before, in hundredths of a percent, as far as they are settled.'`);
    await runner.query(`
      CREATE TABLE score_trend_state (
        id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        generation integer NOT NULL DEFAULT 0,
        settled_before xid8 NOT NULL DEFAULT '0'
      )`);
    await runner.query(`INSERT INTO score_trend_state DEFAULT VALUES`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX activity_events_scored`);
    await runner.query(`DROP TABLE score_trend_state, score_trends, report_mails`);
  }
}
