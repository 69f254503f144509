import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { Document, DocumentFilter, DocumentKind } from './document';
import { DOCUMENTS, type DocumentRow, IS_READABLE, toDocument } from './document-columns';
import type { DocumentReader } from './document-reader';

const MATCHES = `${IS_READABLE} AND (document.deleted_at IS NOT NULL) = $4
  AND ($5::int IS NULL OR document.owner_id = $5)
  AND ($6::text IS NULL OR document.kind = $6) AND ($7::text IS NULL OR version.status = $7)`;

/** A document that nobody else changes for now. */
export interface HeldDocument {
  readonly kind: DocumentKind;
  readonly currentVersionId: string | null;
}

/** Documents in PostgreSQL, each as the one who asks may see it. */
@Injectable()
export class DocumentsRepository {
  constructor(private readonly database: Database) {}

  /** A document that the reader may read, deleted or not. */
  async find(reader: DocumentReader, id: string): Promise<Document | null> {
    const row = await this.database.queryOne<DocumentRow>(
      `${DOCUMENTS} WHERE ${IS_READABLE} AND document.id = $4`,
      [...valuesOf(reader), id],
    );
    return row === null ? null : toDocument(row);
  }

  /** The newest first, with the number of all that match. `ownerId` null: of everybody. */
  async list(
    reader: DocumentReader,
    ownerId: number | null,
    filter: DocumentFilter,
    slice: Slice,
  ): Promise<Page<Document>> {
    const values = [...valuesOf(reader), filter.isDeleted, ownerId, filter.kind, filter.status];
    const rows = await this.database.query<DocumentRow>(
      `${DOCUMENTS} WHERE ${MATCHES}
       ORDER BY document.created_at DESC, document.id OFFSET $8 LIMIT $9`,
      [...values, slice.skip, slice.limit],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total FROM documents document
       JOIN document_versions version ON version.id = document.current_version_id
       WHERE ${MATCHES}`,
      values,
    );
    return { items: rows.map(toDocument), total: count?.total ?? 0 };
  }

  /** Adds a document that nobody sees before its first file is stored. */
  async insert(document: {
    id: string;
    ownerId: number;
    uploadedBy: number;
    kind: DocumentKind;
    title: string;
  }): Promise<void> {
    await this.database.query(
      `INSERT INTO documents (id, owner_id, uploaded_by, kind, title) VALUES ($1, $2, $3, $4, $5)`,
      [document.id, document.ownerId, document.uploadedBy, document.kind, document.title],
    );
  }

  /** Changes what is not undefined. */
  async update(id: string, changes: { title?: string; kind?: DocumentKind }): Promise<void> {
    await this.database.query(
      `UPDATE documents SET title = coalesce($2, title), kind = coalesce($3, kind),
         updated_at = now() WHERE id = $1`,
      [id, changes.title ?? null, changes.kind ?? null],
    );
  }

  /** Holds a document until the transaction ends. Null when there is none, or it is deleted. */
  hold(id: string): Promise<HeldDocument | null> {
    return this.database.queryOne<HeldDocument>(
      `SELECT kind, current_version_id AS "currentVersionId"
       FROM documents WHERE id = $1 AND deleted_at IS NULL FOR UPDATE`,
      [id],
    );
  }

  /** False when it was deleted already. */
  async softDelete(id: string): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE documents SET deleted_at = now() WHERE id = $1 AND deleted_at IS NULL RETURNING id`,
      [id],
    );
    return rows.length > 0;
  }

  /** False when it was not deleted. */
  async restore(id: string): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE documents SET deleted_at = NULL WHERE id = $1 AND deleted_at IS NOT NULL RETURNING id`,
      [id],
    );
    return rows.length > 0;
  }

  /** Removes a document for good; its files are noted for removal. */
  async purge(id: string): Promise<void> {
    await this.database.query(`DELETE FROM documents WHERE id = $1`, [id]);
  }

  /** Removes for good all that were deleted so many days ago, and for those whose file never came. */
  async purgeOver(restoreDays: number): Promise<void> {
    await this.database.query(
      `DELETE FROM documents
       WHERE deleted_at <= now() - make_interval(secs => $1 * 86400)
          OR (current_version_id IS NULL AND created_at < now() - interval '1 hour')`,
      [restoreDays],
    );
  }
}

function valuesOf(reader: DocumentReader): readonly unknown[] {
  return [reader.userId, reader.coachId, reader.readsAll];
}
