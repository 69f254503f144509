import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Columns that lead to rows which erasure and retention remove: without an index each removal reads
 * the whole table.
 */
const REFERRING = [
  ['audit_entries', 'actor_id'],
  ['chat_sessions', 'prompt_hash'],
  ['crisis_case_events', 'actor_id'],
  ['email_messages', 'about_id'],
  ['lab_reviews', 'reviewer_id'],
  ['refresh_tokens', 'parent_id'],
  ['student_readiness', 'run_id'],
  ['student_record_entries', 'created_by'],
  ['tasks', 'created_by'],
] as const;

/**
 * What people may ask about their own data: exports, erasure, a guardian's consent, and who read
 * their record. The audit trail gets its one lawful way to grow old.
 */
export class CreatePrivacy1795366800000 implements MigrationInterface {
  name = 'CreatePrivacy1795366800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE personal_data_exports (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        requested_by integer REFERENCES users ON DELETE SET NULL,
        status text NOT NULL DEFAULT 'queued'
          CHECK (status IN ('queued', 'running', 'done', 'failed', 'expired')),
        attempts integer NOT NULL DEFAULT 0,
        byte_length bigint,
        requested_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        expires_at timestamptz
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX personal_data_exports_one_at_a_time ON personal_data_exports (user_id)
       WHERE status IN ('queued', 'running')`,
    );
    await runner.query(
      `CREATE INDEX personal_data_exports_of_user
       ON personal_data_exports (user_id, requested_at DESC)`,
    );
    await runner.query(
      `CREATE INDEX personal_data_exports_expiry ON personal_data_exports (expires_at)
       WHERE status = 'done'`,
    );

    await runner.query(`
      CREATE TABLE erasures (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id integer REFERENCES users ON DELETE SET NULL,
        reason text NOT NULL CHECK (reason IN
          ('own_request', 'admin_request', 'consent_refused', 'consent_revoked', 'consent_missing')),
        requested_by integer REFERENCES users ON DELETE SET NULL,
        status text NOT NULL DEFAULT 'waiting'
          CHECK (status IN ('waiting', 'running', 'parting', 'done', 'cancelled')),
        requested_at timestamptz NOT NULL DEFAULT now(),
        due_at timestamptz NOT NULL,
        started_at timestamptz,
        finished_at timestamptz,
        parts_done text[] NOT NULL DEFAULT '{}',
        parting_address citext,
        CHECK (parting_address IS NULL OR status = 'parting')
      )`);
    await runner.query(`
      COMMENT ON COLUMN erasures.parting_address IS
        'Where the last mail goes; forgotten as soon as it has left'`);
    await runner.query(
      `CREATE UNIQUE INDEX erasures_one_at_a_time ON erasures (user_id)
       WHERE status IN ('waiting', 'running')`,
    );
    await runner.query(
      `CREATE INDEX erasures_due ON erasures (due_at)
       WHERE status IN ('waiting', 'running', 'parting')`,
    );
    await runner.query(`
      CREATE TABLE erasure_certificates (
        id uuid PRIMARY KEY,
        person_hash bytea NOT NULL,
        reason text NOT NULL,
        requested_at timestamptz NOT NULL,
        erased_at timestamptz NOT NULL DEFAULT now(),
        erased jsonb NOT NULL,
        kept jsonb NOT NULL
      )`);
    await runner.query(`
      COMMENT ON COLUMN erasure_certificates.person_hash IS
        'SHA-256 of the uuid that the person had: whoever knows the uuid can prove the erasure, and nobody finds the person from here'`);
    await runner.query(
      `CREATE INDEX erasure_certificates_of ON erasure_certificates (person_hash)`,
    );
    await runner.query(`
      CREATE TRIGGER erasure_certificates_append_only BEFORE UPDATE OR DELETE
        ON erasure_certificates FOR EACH ROW EXECUTE FUNCTION refuse_change()`);

    await runner.query(`
      CREATE TABLE guardian_consent_events (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('asked', 'given', 'refused', 'revoked')),
        guardian_email citext NOT NULL,
        guardian_name text,
        occurred_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(
      `CREATE INDEX guardian_consent_events_of ON guardian_consent_events (user_id, id DESC)`,
    );
    await runner.query(
      `CREATE INDEX guardian_consent_events_asked ON guardian_consent_events (occurred_at)
       WHERE kind = 'asked'`,
    );
    await runner.query(`
      CREATE FUNCTION refuse_loss_of_guardian_consent() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM users WHERE id = OLD.user_id) THEN
          RAISE EXCEPTION 'rows of % go only with their person', TG_TABLE_NAME
            USING ERRCODE = '42501';
        END IF;
        RETURN OLD;
      END $$`);
    await runner.query(`
      CREATE TRIGGER guardian_consent_events_kept BEFORE DELETE ON guardian_consent_events
        FOR EACH ROW EXECUTE FUNCTION refuse_loss_of_guardian_consent()`);
    await runner.query(`
      CREATE TRIGGER guardian_consent_events_unchanged BEFORE UPDATE ON guardian_consent_events
        FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    await runner.query(`
      CREATE FUNCTION stay_inactive_without_consent() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF coalesce((SELECT kind <> 'given' FROM guardian_consent_events
                     WHERE user_id = NEW.id ORDER BY id DESC LIMIT 1), false) THEN
          NEW.is_active := false;
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      COMMENT ON FUNCTION stay_inactive_without_consent IS
        'Whoever restores an account, a child''s stays closed until the guardian agrees'`);
    await runner.query(`
      CREATE TRIGGER users_stay_inactive_without_consent BEFORE UPDATE OF is_active ON users
        FOR EACH ROW WHEN (NEW.is_active AND NOT OLD.is_active)
        EXECUTE FUNCTION stay_inactive_without_consent()`);

    await runner.query(
      `CREATE INDEX audit_entries_by_subject ON audit_entries USING gin (subject_ids)
       WHERE subject_type = 'user'`,
    );
    await runner.query(`CREATE INDEX audit_entries_by_age ON audit_entries (occurred_at)`);
    await runner.query(`
      CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE'
          AND current_setting('trellis.audit_retention', true) = 'on'
          AND OLD.occurred_at < now() - interval '365 days' THEN
          RETURN OLD;
        END IF;
        RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = '42501';
      END $$`);
    await runner.query(`
      CREATE FUNCTION forget_audit_entries(older_than timestamptz, most integer) RETURNS integer
      LANGUAGE plpgsql AS $$
      DECLARE
        forgotten integer;
      BEGIN
        PERFORM set_config('trellis.audit_retention', 'on', true);
        DELETE FROM audit_entries WHERE id IN (
          SELECT id FROM audit_entries
          WHERE occurred_at < least(older_than, now() - interval '365 days')
          ORDER BY occurred_at LIMIT most);
        GET DIAGNOSTICS forgotten = ROW_COUNT;
        PERFORM set_config('trellis.audit_retention', 'off', true);
        RETURN forgotten;
      END $$`);
    await runner.query(`
      COMMENT ON FUNCTION forget_audit_entries IS
        'The only way a row of the audit trail ends: by age, never younger than a year, in batches'`);
    await runner.query(`DROP TRIGGER audit_entries_append_only ON audit_entries`);
    await runner.query(`
      CREATE TRIGGER audit_entries_append_only
        BEFORE UPDATE OF action, subject_type, subject_ids, details, occurred_at OR DELETE
        ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`);
    await runner.query(`CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at)`);
    await runner.query(`CREATE INDEX agent_runs_by_age ON agent_runs (created_at)`);
    for (const [table, column] of REFERRING) {
      await runner.query(
        `CREATE INDEX ${table}_by_${column} ON ${table} (${column}) WHERE ${column} IS NOT NULL`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of REFERRING) {
      await runner.query(`DROP INDEX ${table}_by_${column}`);
    }
    await runner.query(`DROP INDEX agent_runs_by_age, sign_ins_by_expiry`);
    await runner.query(`DROP TRIGGER audit_entries_append_only ON audit_entries`);
    await runner.query(`DROP FUNCTION forget_audit_entries, refuse_audit_change`);
    await runner.query(`
      CREATE TRIGGER audit_entries_append_only
        BEFORE UPDATE OF action, subject_type, subject_ids, details, occurred_at OR DELETE
        ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    await runner.query(`DROP INDEX audit_entries_by_age, audit_entries_by_subject`);
    await runner.query(`DROP TRIGGER users_stay_inactive_without_consent ON users`);
    await runner.query(`DROP FUNCTION stay_inactive_without_consent`);
    await runner.query(`DROP TABLE guardian_consent_events`);
    await runner.query(`DROP FUNCTION refuse_loss_of_guardian_consent`);
    await runner.query(`DROP TABLE erasure_certificates, erasures, personal_data_exports`);
  }
}
