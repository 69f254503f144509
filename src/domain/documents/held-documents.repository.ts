import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** One file that is held on a person. */
export interface HeldFile {
  readonly documentId: string;
  readonly title: string;
  readonly kind: string;
  readonly number: number;
  readonly fileKey: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly byteLength: number;
  readonly sha256: string;
  readonly status: string;
  readonly uploadedAt: Date;
  readonly deletedAt: Date | null;
  /** False for what was found infected: its bytes are gone. */
  readonly isStored: boolean;
}

/** Every file of a person's documents, in PostgreSQL. */
@Injectable()
export class HeldDocumentsRepository {
  constructor(private readonly database: Database) {}

  /** The oldest document first, and in it the first version. */
  listOf(userId: number): Promise<HeldFile[]> {
    return this.database.query<HeldFile>(
      `SELECT document.id AS "documentId", document.title, document.kind, version.number,
              version.file_key AS "fileKey", version.file_name AS "fileName",
              version.media_type AS "mediaType", version.byte_length AS "byteLength",
              version.sha256, version.status, version.created_at AS "uploadedAt",
              document.deleted_at AS "deletedAt",
              version.status NOT IN ('infected', 'storing') AS "isStored"
       FROM documents document JOIN document_versions version ON version.document_id = document.id
       WHERE document.owner_id = $1 ORDER BY document.created_at, document.id, version.number`,
      [userId],
    );
  }

  /** Removes every document of a person; their files are noted for removal. */
  async removeOf(userId: number): Promise<void> {
    await this.database.query(`DELETE FROM documents WHERE owner_id = $1`, [userId]);
  }
}
