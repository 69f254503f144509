import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { DocumentStatus, FileFault } from '../document';

/** A file that a worker has begun with; only the last one to begin may end it. */
export interface BegunFile {
  readonly id: string;
  readonly documentId: string;
  readonly ownerId: number;
  readonly ownerUuid: string;
  readonly number: number;
  readonly fileKey: string;
  readonly mediaType: string;
  readonly fence: number;
  /** How often it was begun without an end that somebody reported. */
  readonly beginnings: number;
}

/** What a step of the processing ends with; undefined stays as it is. */
export interface StepEnd {
  readonly status: DocumentStatus;
  readonly scanner?: string;
  readonly scanned?: boolean;
  readonly signature?: string;
  readonly fault?: FileFault;
  readonly pages?: number;
  /** Whether a next step follows, which the sweep sees to if nobody else does. */
  readonly isFollowed: boolean;
}

/** How files go from one status to the next, in PostgreSQL. */
@Injectable()
export class ProcessedVersionsRepository {
  constructor(private readonly database: Database) {}

  /** Begins a scan. Null when there is nothing to scan any more. */
  beginScan(id: string): Promise<BegunFile | null> {
    return this.begin(id, ['uploaded', 'scanning'], 'scanning');
  }

  /** Begins an extraction. Null when there is nothing to extract any more. */
  beginExtraction(id: string): Promise<BegunFile | null> {
    return this.begin(id, ['clean'], 'clean');
  }

  /** Ends a step. False when another worker has begun it meanwhile, or it has ended. */
  async end(file: BegunFile, from: DocumentStatus, end: StepEnd): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE document_versions SET status = $4, scanner = coalesce($5, scanner),
         scanned = coalesce($6, scanned), signature = $7, fault = $8, pages = $9, beginnings = 0,
         due_at = CASE WHEN $10 THEN now() + interval '10 minutes' END
       WHERE id = $1 AND fence = $2 AND status = $3 RETURNING id`,
      [
        file.id,
        file.fence,
        from,
        end.status,
        end.scanner ?? null,
        end.scanned ?? null,
        end.signature ?? null,
        end.fault ?? null,
        end.pages ?? null,
        end.isFollowed,
      ],
    );
    return rows.length > 0;
  }

  /** Something that the step needs is away: it is tried again, and this time does not count. */
  async postpone({ id, fence }: BegunFile): Promise<void> {
    await this.database.query(
      `UPDATE document_versions
       SET beginnings = greatest(beginnings - 1, 0), due_at = now() + interval '1 minute'
       WHERE id = $1 AND fence = $2`,
      [id, fence],
    );
  }

  /** Lets the text of an extracted file be read again. The id of the version, if there is one. */
  async reopenExtraction(documentId: string): Promise<string | null> {
    const row = await this.database.queryOne<{ id: string }>(
      `UPDATE document_versions version
       SET status = 'clean', due_at = now() + interval '10 minutes'
       FROM documents document
       WHERE document.id = $1 AND version.id = document.current_version_id
         AND version.status = 'extracted'
       RETURNING version.id`,
      [documentId],
    );
    return row?.id ?? null;
  }

  /** Takes those whose next step nobody has done in time, at most so many. */
  takeDue(most: number): Promise<{ id: string; status: DocumentStatus }[]> {
    return this.database.query(
      `UPDATE document_versions SET due_at = now() + interval '10 minutes'
       WHERE id IN (SELECT id FROM document_versions WHERE due_at <= now()
                    ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING id, status`,
      [most],
    );
  }

  private begin(
    id: string,
    from: readonly DocumentStatus[],
    to: DocumentStatus,
  ): Promise<BegunFile | null> {
    return this.database.queryOne<BegunFile>(
      `UPDATE document_versions version
       SET status = $3, fence = fence + 1, beginnings = beginnings + 1,
           due_at = now() + interval '10 minutes'
       FROM documents document JOIN users owner ON owner.id = document.owner_id
       WHERE version.id = $1 AND version.status = ANY($2::text[])
         AND document.id = version.document_id
       RETURNING version.id, version.document_id AS "documentId", owner.id AS "ownerId",
         owner.uuid AS "ownerUuid", version.number, version.file_key AS "fileKey",
         version.media_type AS "mediaType", version.fence, version.beginnings`,
      [id, from, to],
    );
  }
}
