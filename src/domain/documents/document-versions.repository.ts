import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { DocumentVersion } from './document';
import { toVersion, VERSION_OBJECT, type VersionRow } from './document-columns';

/** A file that is about to be stored. */
export type NewVersion = Pick<
  DocumentVersion,
  'id' | 'documentId' | 'fileKey' | 'fileName' | 'mediaType' | 'byteLength' | 'sha256'
> & { readonly uploadedBy: number };

/** The files of documents in PostgreSQL. */
@Injectable()
export class DocumentVersionsRepository {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list(documentId: string): Promise<DocumentVersion[]> {
    const rows = await this.database.query<{ version: VersionRow }>(
      `SELECT ${VERSION_OBJECT} AS version FROM document_versions version
       WHERE version.document_id = $1 AND version.status <> 'storing'
       ORDER BY version.number DESC`,
      [documentId],
    );
    return rows.map(({ version }) => toVersion(version));
  }

  async find(id: string): Promise<DocumentVersion | null> {
    const row = await this.database.queryOne<{ version: VersionRow }>(
      `SELECT ${VERSION_OBJECT} AS version FROM document_versions version
       WHERE version.id = $1 AND version.status <> 'storing'`,
      [id],
    );
    return row === null ? null : toVersion(row.version);
  }

  /**
   * What the files of a student take, and nobody adds to it before the transaction ends. Infected
   * ones are gone and do not count.
   */
  async holdUse(ownerId: number): Promise<{ files: number; bytes: number }> {
    await this.database.query(`SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE`, [ownerId]);
    const row = await this.database.queryOne<{ files: number; bytes: number }>(
      `SELECT count(*)::int AS files, coalesce(sum(version.byte_length), 0)::float8 AS bytes
       FROM document_versions version JOIN documents document ON document.id = version.document_id
       WHERE document.owner_id = $1 AND version.status <> 'infected'`,
      [ownerId],
    );
    return row ?? { files: 0, bytes: 0 };
  }

  /** Adds a version with the next number. Hold the document first. */
  async insert(version: NewVersion): Promise<void> {
    await this.database.query(
      `INSERT INTO document_versions (id, document_id, number, file_key, file_name, media_type,
         byte_length, sha256, uploaded_by)
       SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8
       FROM document_versions WHERE document_id = $2`,
      [
        version.id,
        version.documentId,
        version.fileKey,
        version.fileName,
        version.mediaType,
        version.byteLength,
        version.sha256,
        version.uploadedBy,
      ],
    );
  }

  /**
   * Its file is stored: the version counts from now on, and is the current one unless a later one is.
   * False when it was removed meanwhile.
   */
  async markStored(id: string): Promise<boolean> {
    const stored = await this.database.queryOne<{ documentId: string; number: number }>(
      `UPDATE document_versions SET status = 'uploaded', due_at = now() + interval '10 minutes'
       WHERE id = $1 AND status = 'storing' RETURNING document_id AS "documentId", number`,
      [id],
    );
    if (stored === null) return false;
    await this.database.query(
      `UPDATE documents document SET current_version_id = $2, updated_at = now()
       WHERE id = $1 AND NOT EXISTS (
         SELECT 1 FROM document_versions later
         WHERE later.id = document.current_version_id AND later.number > $3)`,
      [stored.documentId, id, stored.number],
    );
    return true;
  }

  /** Removes a version whose file could not be stored, and its document when it has no other. */
  async discard({ id, documentId }: NewVersion): Promise<void> {
    await this.database.query(
      `DELETE FROM document_versions WHERE id = $1 AND status = 'storing'`,
      [id],
    );
    await this.database.query(
      `DELETE FROM documents WHERE id = $1 AND current_version_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM document_versions WHERE document_id = $1)`,
      [documentId],
    );
  }

  /** Removes versions whose process ended before their file was stored. */
  async discardAbandoned(): Promise<void> {
    await this.database.query(
      `DELETE FROM document_versions
       WHERE status = 'storing' AND created_at < now() - interval '1 hour'`,
    );
  }
}
