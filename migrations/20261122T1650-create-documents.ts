import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents of students, every version of their files, who may read them, and what is to be removed. */
export class CreateDocuments1795366200000 implements MigrationInterface {
  name = 'CreateDocuments1795366200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE documents (
        id uuid PRIMARY KEY,
        owner_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
        uploaded_by integer REFERENCES users ON DELETE SET NULL,
        kind text NOT NULL CHECK (kind IN
          ('transcript', 'essay', 'recommendation', 'test_score', 'resume', 'other')),
        title text NOT NULL,
        current_version_id uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        deleted_at timestamptz
      )`);
    await runner.query(`
      COMMENT ON COLUMN documents.current_version_id IS
        'Null until the first file is stored; such a document is shown to nobody'`);
    await runner.query(
      `CREATE INDEX documents_of_owner ON documents (owner_id, created_at DESC, id)`,
    );
    await runner.query(
      `CREATE INDEX documents_deleted ON documents (deleted_at) WHERE deleted_at IS NOT NULL`,
    );
    await runner.query(`
      CREATE TABLE document_versions (
        id uuid PRIMARY KEY,
        document_id uuid NOT NULL REFERENCES documents ON DELETE CASCADE,
        number integer NOT NULL CHECK (number > 0),
        file_key text NOT NULL UNIQUE,
        file_name text NOT NULL,
        media_type text NOT NULL,
        byte_length integer NOT NULL CHECK (byte_length > 0),
        sha256 text NOT NULL,
        uploaded_by integer REFERENCES users ON DELETE SET NULL,
        status text NOT NULL DEFAULT 'storing' CHECK (status IN ('storing', 'uploaded', 'scanning',
          'clean', 'infected', 'scan_failed', 'extracted', 'extraction_failed')),
        scanner text,
        scanned boolean NOT NULL DEFAULT false,
        signature text,
        fault text,
        pages integer,
        fence integer NOT NULL DEFAULT 0,
        beginnings integer NOT NULL DEFAULT 0,
        due_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (document_id, number)
      )`);
    await runner.query(`
      COMMENT ON COLUMN document_versions.due_at IS
        'When the sweep queues the next step again; null when nothing is left to do'`);
    await runner.query(
      `CREATE INDEX document_versions_due ON document_versions (due_at) WHERE due_at IS NOT NULL`,
    );
    await runner.query(`
      CREATE TABLE document_shares (
        document_id uuid NOT NULL REFERENCES documents ON DELETE CASCADE,
        link_id integer NOT NULL REFERENCES coach_students ON DELETE CASCADE,
        shared_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (document_id, link_id)
      )`);
    await runner.query(`
      COMMENT ON TABLE document_shares IS
        'Bound to the link between coach and student: it ends with that link, and a later one begins without it'`);
    await runner.query(`CREATE INDEX document_shares_of_link ON document_shares (link_id)`);
    await runner.query(`
      CREATE TABLE document_file_removals (
        file_key text PRIMARY KEY,
        requested_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      COMMENT ON TABLE document_file_removals IS
        'Files of the store that no version needs any more; written with the change that made them so'`);
    await runner.query(`
      CREATE FUNCTION remove_document_file() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO document_file_removals (file_key) VALUES (OLD.file_key)
        ON CONFLICT (file_key) DO NOTHING;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER document_versions_file AFTER DELETE ON document_versions
        FOR EACH ROW EXECUTE FUNCTION remove_document_file()`);
    await runner.query(`
      CREATE FUNCTION forget_document_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM document_evidence WHERE document_id = OLD.id;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER documents_evidence AFTER DELETE ON documents
        FOR EACH ROW EXECUTE FUNCTION forget_document_evidence()`);
    await runner.query(
      `CREATE INDEX document_evidence_by_document ON document_evidence (document_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX document_evidence_by_document`);
    await runner.query(`DROP TABLE document_file_removals, document_shares, document_versions`);
    await runner.query(`DROP TABLE documents`);
    await runner.query(`DROP FUNCTION remove_document_file, forget_document_evidence`);
  }
}
