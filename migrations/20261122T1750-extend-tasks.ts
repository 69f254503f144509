import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How tasks are finished: who judges, what it pays, and what students hand in for them. */
export class ExtendTasks1795369800000 implements MigrationInterface {
  name = 'ExtendTasks1795369800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE tasks
        ADD description text NOT NULL DEFAULT '',
        ADD verification text NOT NULL DEFAULT 'review'
          CHECK (verification IN ('self', 'review', 'course')),
        ADD course_id integer REFERENCES courses ON DELETE SET NULL,
        ADD course_offering_id integer REFERENCES course_offerings ON DELETE SET NULL,
        ADD module_id integer REFERENCES modules ON DELETE SET NULL,
        ADD content_item_id integer REFERENCES content_items ON DELETE SET NULL,
        ADD reward_points integer NOT NULL DEFAULT 0 CHECK (reward_points >= 0),
        ADD reward_set_by integer REFERENCES users ON DELETE SET NULL,
        ADD reward_set_at timestamptz,
        ADD completed_at timestamptz,
        ADD completed_by integer REFERENCES users ON DELETE SET NULL,
        ADD version integer NOT NULL DEFAULT 1,
        ADD CHECK (verification <> 'self' OR reward_points = 0)`);
    await runner.query(`
      COMMENT ON COLUMN tasks.verification IS
        'Who says that it is done: the student (pays nothing), a reviewer, or what the server scored'`);
    await runner.query(`
      COMMENT ON COLUMN tasks.completed_by IS
        'Who reviewed it, or the student of a task of their own; null when the server found it done'`);
    await runner.query(`
      COMMENT ON COLUMN tasks.reward_set_by IS
        'Who promised the points: counts towards what a person gives away a day'`);
    await runner.query(`ALTER TABLE tasks DROP CONSTRAINT tasks_status_check`);
    await runner.query(`UPDATE tasks SET completed_at = updated_at WHERE status = 'done'`);
    await runner.query(`
      ALTER TABLE tasks
        ADD CONSTRAINT tasks_status_check
          CHECK (status IN ('open', 'submitted', 'returned', 'done', 'cancelled')),
        ADD CONSTRAINT tasks_completed_when_done
          CHECK ((status = 'done') = (completed_at IS NOT NULL))`);
    await runner.query(`CREATE INDEX tasks_of_user ON tasks (user_id, created_at DESC, id)`);
    await runner.query(`CREATE INDEX tasks_done ON tasks (user_id) WHERE status = 'done'`);
    await runner.query(
      `CREATE INDEX tasks_to_verify ON tasks (user_id)
       WHERE verification = 'course' AND status IN ('open', 'submitted', 'returned')`,
    );
    await runner.query(
      `CREATE INDEX tasks_rewards_set ON tasks (reward_set_by, reward_set_at)
       WHERE reward_set_by IS NOT NULL`,
    );
    for (const column of ['course_id', 'course_offering_id', 'module_id', 'content_item_id']) {
      await runner.query(
        `CREATE INDEX tasks_by_${column} ON tasks (${column}) WHERE ${column} IS NOT NULL`,
      );
    }
    await runner.query(`
      CREATE TABLE task_submissions (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        task_id uuid NOT NULL REFERENCES tasks ON DELETE CASCADE,
        number integer NOT NULL CHECK (number > 0),
        reference text NOT NULL,
        note text NOT NULL,
        links text[] NOT NULL,
        document_ids uuid[] NOT NULL,
        submitted_at timestamptz NOT NULL DEFAULT now(),
        verdict text CHECK (verdict IN ('accepted', 'returned', 'withdrawn')),
        reviewer_id integer REFERENCES users ON DELETE SET NULL,
        comment text,
        reviewed_at timestamptz,
        UNIQUE (task_id, number),
        UNIQUE (task_id, reference),
        CHECK ((verdict IS NULL) = (reviewed_at IS NULL))
      )`);
    await runner.query(`
      COMMENT ON COLUMN task_submissions.reviewed_at IS
        'When it was judged or withdrawn; reviewer_id is null when the server or the student did it'`);
    await runner.query(
      `CREATE UNIQUE INDEX task_submissions_waiting ON task_submissions (task_id)
       WHERE verdict IS NULL`,
    );
    await runner.query(`
      CREATE TRIGGER task_submissions_evidence_append_only
        BEFORE UPDATE OF task_id, number, reference, note, links, document_ids, submitted_at
        ON task_submissions FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    await runner.query(`
      CREATE TRIGGER task_submissions_verdict_once
        BEFORE UPDATE OF verdict, comment, reviewed_at ON task_submissions
        FOR EACH ROW WHEN (OLD.verdict IS NOT NULL) EXECUTE FUNCTION refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE task_submissions`);
    await runner.query(`DROP INDEX tasks_of_user, tasks_done`);
    await runner.query(
      `UPDATE tasks SET status = 'open' WHERE status IN ('submitted', 'returned')`,
    );
    await runner.query(`
      ALTER TABLE tasks
        DROP CONSTRAINT tasks_completed_when_done,
        DROP CONSTRAINT tasks_status_check,
        ADD CONSTRAINT tasks_status_check CHECK (status IN ('open', 'done', 'cancelled')),
        DROP description, DROP verification, DROP course_id, DROP course_offering_id,
        DROP module_id, DROP content_item_id, DROP reward_points, DROP reward_set_by,
        DROP reward_set_at, DROP completed_at, DROP completed_by, DROP version`);
  }
}
