import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { EntryData, EntryKind, StoredEntry } from './record-entry';

const COLUMNS = `id, kind, data, created_at AS "createdAt", updated_at AS "updatedAt"`;

/** How much a record holds already. */
export interface RecordSize {
  /** Entries of one kind. */
  readonly entries: number;
  /** Bytes of all entries together. */
  readonly bytes: number;
}

/** An entry's content and the day it is about. */
export interface EntryContent<Kind extends EntryKind> {
  readonly data: EntryData<Kind>;
  readonly occurredOn: string | null;
}

/** The entries of students' records in PostgreSQL, one kind at a time. */
@Injectable()
export class StudentEntriesRepository {
  constructor(private readonly database: Database) {}

  list<Kind extends EntryKind>(userId: number, kind: Kind): Promise<StoredEntry<Kind>[]> {
    return this.database.query<StoredEntry<Kind>>(
      `SELECT ${COLUMNS} FROM student_record_entries WHERE user_id = $1 AND kind = $2 ORDER BY id`,
      [userId, kind],
    );
  }

  find<Kind extends EntryKind>(
    userId: number,
    kind: Kind,
    id: number,
  ): Promise<StoredEntry<Kind> | null> {
    return this.database.queryOne<StoredEntry<Kind>>(
      `SELECT ${COLUMNS} FROM student_record_entries
       WHERE user_id = $1 AND kind = $2 AND id = $3`,
      [userId, kind, id],
    );
  }

  /** How much the record would hold without one of its entries, or as it is. */
  async sizeOf(
    userId: number,
    kind: EntryKind,
    exceptId: number | null = null,
  ): Promise<RecordSize> {
    const size = await this.database.queryOne<RecordSize>(
      `SELECT count(*) FILTER (WHERE kind = $2)::int AS entries,
              coalesce(sum(octet_length(data::text)), 0)::int AS bytes
       FROM student_record_entries WHERE user_id = $1 AND id IS DISTINCT FROM $3`,
      [userId, kind, exceptId],
    );
    return size ?? { entries: 0, bytes: 0 };
  }

  async insert<Kind extends EntryKind>(
    userId: number,
    kind: Kind,
    content: EntryContent<Kind>,
    createdBy: number,
  ): Promise<StoredEntry<Kind>> {
    const [entry] = await this.database.query<StoredEntry<Kind>>(
      `INSERT INTO student_record_entries (user_id, kind, data, occurred_on, created_by)
       VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
      [userId, kind, JSON.stringify(content.data), content.occurredOn, createdBy],
    );
    return entry as StoredEntry<Kind>;
  }

  update<Kind extends EntryKind>(
    userId: number,
    kind: Kind,
    id: number,
    content: EntryContent<Kind>,
  ): Promise<StoredEntry<Kind> | null> {
    return this.database.queryOne<StoredEntry<Kind>>(
      `UPDATE student_record_entries SET data = $4, occurred_on = $5, updated_at = now()
       WHERE user_id = $1 AND kind = $2 AND id = $3 RETURNING ${COLUMNS}`,
      [userId, kind, id, JSON.stringify(content.data), content.occurredOn],
    );
  }

  /** False when there was none. */
  async delete(userId: number, kind: EntryKind, id: number): Promise<boolean> {
    const rows = await this.database.query(
      `DELETE FROM student_record_entries
       WHERE user_id = $1 AND kind = $2 AND id = $3 RETURNING id`,
      [userId, kind, id],
    );
    return rows.length > 0;
  }
}
