import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { DocumentKind } from '../document';
import type { Passage } from '../extraction/passages';

/** What agents are told of documents: quotes, each with its place. */
@Injectable()
export class DocumentEvidenceRepository {
  constructor(private readonly database: Database) {}

  async insert(
    document: { readonly id: string; readonly ownerId: number; readonly kind: DocumentKind },
    passages: readonly Passage[],
  ): Promise<void> {
    await this.database.query(
      `INSERT INTO document_evidence (user_id, document_id, kind, quote, place)
       SELECT $1, $2, $3, passage.quote, passage.place
       FROM json_to_recordset($4::json) AS passage (quote text, place jsonb)`,
      [document.ownerId, document.id, document.kind, JSON.stringify(passages)],
    );
  }

  /** Whether there was any. */
  async remove(documentId: string): Promise<boolean> {
    const rows = await this.database.query(
      `DELETE FROM document_evidence WHERE document_id = $1 RETURNING id`,
      [documentId],
    );
    return rows.length > 0;
  }
}
