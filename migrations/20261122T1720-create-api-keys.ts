import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys with which programs call for a person, their secrets, and who reported one as leaked. */
export class CreateApiKeys1795368000000 implements MigrationInterface {
  name = 'CreateApiKeys1795368000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_keys (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        name text NOT NULL,
        permissions text[] NOT NULL CHECK (
          cardinality(permissions) > 0 AND permissions <@ ARRAY['read:user', 'read:tasks',
            'write:tasks', 'read:staking', 'write:staking', 'use:ai']),
        allowed_addresses text[] NOT NULL DEFAULT '{}',
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        revoked_because text CHECK (revoked_because IN ('owner', 'leaked', 'password_reset')),
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CHECK ((revoked_at IS NULL) = (revoked_because IS NULL))
      )`);
    await runner.query(`CREATE INDEX api_keys_of_user ON api_keys (user_id, created_at DESC, id)`);
    await runner.query(`
      CREATE TABLE api_key_secrets (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        api_key_id uuid NOT NULL REFERENCES api_keys ON DELETE CASCADE,
        secret_hash bytea NOT NULL UNIQUE,
        prefix text NOT NULL,
        last_four text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        valid_until timestamptz
      )`);
    await runner.query(`
      COMMENT ON COLUMN api_key_secrets.valid_until IS
        'The end of the grace of a secret that was rotated away; null for the one in use'`);
    await runner.query(`CREATE INDEX api_key_secrets_of_key ON api_key_secrets (api_key_id)`);
    await runner.query(
      `CREATE UNIQUE INDEX api_key_secrets_one_in_use ON api_key_secrets (api_key_id)
       WHERE valid_until IS NULL`,
    );
    await runner.query(`
      CREATE TABLE api_key_reports (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        api_key_id uuid NOT NULL REFERENCES api_keys ON DELETE CASCADE,
        source_url text,
        note text,
        reported_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX api_key_reports_of_key ON api_key_reports (api_key_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE api_key_reports, api_key_secrets, api_keys`);
  }
}
