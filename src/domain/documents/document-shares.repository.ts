import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { DocumentShare } from './document';

/** With whom documents are shared, in PostgreSQL. */
@Injectable()
export class DocumentSharesRepository {
  constructor(private readonly database: Database) {}

  /**
   * Shares a document with a coach by the link that is between them now; done twice it is done once.
   *
   * @returns false when the coach does not look after the student now.
   */
  async insert(documentId: string, ownerId: number, coachUuid: string): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO document_shares (document_id, link_id)
       SELECT $1, link.id FROM coach_students link JOIN users coach ON coach.id = link.coach_id
       WHERE link.student_id = $2 AND coach.uuid = $3 AND link.status = 'active'
       ON CONFLICT (document_id, link_id) DO UPDATE SET document_id = excluded.document_id
       RETURNING document_id`,
      [documentId, ownerId, coachUuid],
    );
    return rows.length > 0;
  }

  /** Those that hold now, the oldest first. */
  list(documentId: string): Promise<DocumentShare[]> {
    return this.database.query<DocumentShare>(
      `SELECT json_build_object('id', coach.id, 'uuid', coach.uuid, 'name', coach.full_name) AS coach,
              share.shared_at AS "sharedAt"
       FROM document_shares share JOIN coach_students link ON link.id = share.link_id
       JOIN users coach ON coach.id = link.coach_id
       WHERE share.document_id = $1 AND link.status = 'active' ORDER BY share.shared_at, link.id`,
      [documentId],
    );
  }

  /** False when it was not shared with this coach. */
  async delete(documentId: string, coachUuid: string): Promise<boolean> {
    const rows = await this.database.query(
      `DELETE FROM document_shares share USING coach_students link, users coach
       WHERE share.document_id = $1 AND link.id = share.link_id AND coach.id = link.coach_id
         AND coach.uuid = $2 RETURNING link.id`,
      [documentId, coachUuid],
    );
    return rows.length > 0;
  }
}
