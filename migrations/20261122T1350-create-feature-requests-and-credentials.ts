import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Wishes of users with the history of their status, and sealed credentials of model providers. */
export class CreateFeatureRequestsAndCredentials1795355400000 implements MigrationInterface {
  name = 'CreateFeatureRequestsAndCredentials1795355400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE feature_requests (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        title text NOT NULL,
        description text NOT NULL,
        status text NOT NULL DEFAULT 'pending'
          CHECK (status IN ('pending', 'under_review', 'planned', 'completed', 'declined')),
        admin_notes text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE INDEX feature_requests_of_user ON feature_requests (user_id, id DESC)`);
    await runner.query(`
      CREATE INDEX feature_requests_by_status ON feature_requests (status, id DESC)`);
    await runner.query(`
      CREATE TABLE feature_request_changes (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        feature_request_id integer NOT NULL REFERENCES feature_requests ON DELETE CASCADE,
        changed_by integer REFERENCES users ON DELETE SET NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        from_status text NOT NULL,
        to_status text NOT NULL CHECK (to_status <> from_status)
      )`);
    await runner.query(`
      CREATE INDEX feature_request_changes_of_request
        ON feature_request_changes (feature_request_id, id)`);
    await runner.query(`
      CREATE INDEX feature_request_changes_by_user ON feature_request_changes (changed_by)`);
    // A person who is erased takes their requests along, and with them the history; else nobody may.
    await runner.query(`
      CREATE FUNCTION refuse_loss_of_feature_request_history() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM feature_requests WHERE id = OLD.feature_request_id) THEN
          RAISE EXCEPTION 'rows of % go only with their request', TG_TABLE_NAME
            USING ERRCODE = '42501';
        END IF;
        RETURN OLD;
      END $$`);
    await runner.query(`
      CREATE TRIGGER feature_request_changes_unchanged
        BEFORE UPDATE OF feature_request_id, changed_at, from_status, to_status
        ON feature_request_changes FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    await runner.query(`
      CREATE TRIGGER feature_request_changes_kept BEFORE DELETE
        ON feature_request_changes FOR EACH ROW
        EXECUTE FUNCTION refuse_loss_of_feature_request_history()`);

    await runner.query(`
      CREATE TABLE provider_credentials (
        id uuid PRIMARY KEY,
        provider text NOT NULL CHECK (provider IN ('bedrock')),
        version integer NOT NULL,
        ciphertext bytea,
        nonce bytea CHECK (octet_length(nonce) = 12),
        key_id text CHECK (key_id ~ '^[0-9a-f]{8}$'),
        access_key_hint text NOT NULL,
        has_session_token boolean NOT NULL,
        region text,
        set_by integer REFERENCES users ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (provider, version),
        CHECK (num_nulls(ciphertext, nonce, key_id) IN (0, 3))
      )`);
    // Only the newest credentials can still be opened; of the others only who and when remains.
    await runner.query(`
      CREATE UNIQUE INDEX provider_credentials_in_use ON provider_credentials (provider)
        WHERE ciphertext IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE provider_credentials, feature_request_changes, feature_requests`,
    );
    await runner.query(`DROP FUNCTION refuse_loss_of_feature_request_history`);
  }
}
