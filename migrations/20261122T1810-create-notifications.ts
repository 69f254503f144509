import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are told of, and of what they want to be told. */
export class CreateNotifications1795373400000 implements MigrationInterface {
  name = 'CreateNotifications1795373400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notifications (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        sequence bigint GENERATED ALWAYS AS IDENTITY,
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        occasion text NOT NULL CHECK (length(occasion) <= 200),
        kind text NOT NULL,
        standing text NOT NULL CHECK (standing IN ('self', 'coach', 'instructor', 'admin')),
        subject_id integer REFERENCES users ON DELETE CASCADE,
        actor_id integer REFERENCES users ON DELETE SET NULL,
        course_id integer REFERENCES courses ON DELETE SET NULL,
        target_type text,
        target_id text,
        facts jsonb NOT NULL DEFAULT '{}',
        in_app boolean NOT NULL,
        occurred_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        read_at timestamptz,
        mail_due_at timestamptz,
        UNIQUE (user_id, occasion),
        CHECK (standing <> 'self' OR subject_id IS NULL),
        CHECK ((target_type IS NULL) = (target_id IS NULL))
      )`);
    await runner.query(`
      COMMENT ON COLUMN notifications.occasion IS
        'What it tells of, mostly the id of an event: a person is told once'`);
    await runner.query(`
      COMMENT ON COLUMN notifications.standing IS
        'As what the person may know of the subject; read anew each time it is shown, counted or mailed'`);
    await runner.query(`
      COMMENT ON COLUMN notifications.mail_due_at IS
        'When it is mailed unless it was read before; null when it is not, or was'`);
    await runner.query(
      `CREATE INDEX notifications_of_user ON notifications (user_id, sequence DESC) WHERE in_app`,
    );
    await runner.query(`
      CREATE INDEX notifications_unread ON notifications (user_id)
      WHERE in_app AND read_at IS NULL`);
    await runner.query(`
      CREATE INDEX notifications_to_mail ON notifications (mail_due_at)
      WHERE mail_due_at IS NOT NULL`);
    await runner.query(`
      CREATE INDEX notifications_of_target ON notifications (target_id)
      WHERE read_at IS NULL`);
    await runner.query(`CREATE INDEX notifications_by_age ON notifications (created_at)`);
    await runner.query(`
      CREATE INDEX notifications_about ON notifications (subject_id)
      WHERE subject_id IS NOT NULL`);
    await runner.query(`
      CREATE INDEX notifications_by_actor ON notifications (actor_id)
      WHERE actor_id IS NOT NULL`);
    await runner.query(`
      CREATE INDEX notifications_of_course ON notifications (course_id)
      WHERE course_id IS NOT NULL`);
    await runner.query(`
      CREATE TABLE notification_preferences (
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        kind text NOT NULL,
        in_app boolean,
        mail boolean,
        changed_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (user_id, kind)
      )`);
    await runner.query(`
      COMMENT ON TABLE notification_preferences IS
        'Where a person wants something else than everybody gets; null stays as it is for all'`);
    await this.allowCategories(runner, `${CATEGORIES}, 'notifications'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM email_messages WHERE category = 'notifications'`);
    await runner.query(`DELETE FROM email_refusals WHERE category = 'notifications'`);
    await this.allowCategories(runner, CATEGORIES);
    await runner.query(`DROP TABLE notification_preferences, notifications`);
  }

  private async allowCategories(runner: QueryRunner, categories: string): Promise<void> {
    await runner.query(`
      ALTER TABLE email_messages DROP CONSTRAINT email_messages_category_check,
        ADD CONSTRAINT email_messages_category_check
          CHECK (category IN ('transactional', ${categories}))`);
    await runner.query(`
      ALTER TABLE email_refusals DROP CONSTRAINT email_refusals_category_check,
        ADD CONSTRAINT email_refusals_category_check CHECK (category IN (${categories}))`);
  }
}

/** Kinds of mail that people may refuse, as they were before. */
const CATEGORIES = `'session_summary', 'milestone', 'weekly_progress', 'low_engagement',
  'announcements'`;
