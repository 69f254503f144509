import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Settings that administrators change while everything runs: every version, and sealed secrets. */
export class CreateSettings1795363800000 implements MigrationInterface {
  name = 'CreateSettings1795363800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE setting_versions (
        revision bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        category text NOT NULL,
        version integer NOT NULL,
        "values" jsonb NOT NULL,
        changed_fields text[] NOT NULL,
        changed_by integer REFERENCES users ON DELETE SET NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (category, version)
      )`);
    await runner.query(`
      COMMENT ON COLUMN setting_versions.revision IS
        'One change waits for the other, so that revisions become visible in their order'`);
    await runner.query(`
      COMMENT ON COLUMN setting_versions."values" IS
        'Fields that differ from what the configuration says; never a secret'`);
    await runner.query(`CREATE INDEX setting_versions_by_user ON setting_versions (changed_by)`);
    await runner.query(`
      CREATE TRIGGER setting_versions_append_only
        BEFORE UPDATE OF revision, category, version, "values", changed_fields, changed_at OR DELETE
        ON setting_versions FOR EACH ROW EXECUTE FUNCTION refuse_change()`);
    // Of secrets only those in use are kept: what was replaced can be opened by nobody.
    await runner.query(`
      CREATE TABLE setting_secrets (
        category text NOT NULL,
        field text NOT NULL,
        version integer NOT NULL,
        ciphertext bytea NOT NULL,
        nonce bytea NOT NULL CHECK (octet_length(nonce) = 12),
        key_id text NOT NULL CHECK (key_id ~ '^[0-9a-f]{8}$'),
        PRIMARY KEY (category, field),
        FOREIGN KEY (category, version) REFERENCES setting_versions (category, version)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE setting_secrets, setting_versions`);
  }
}
