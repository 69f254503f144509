import { Injectable } from '@nestjs/common';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { Note, NoteChanges, NoteDraft, NoteFilter } from './note';

const COLUMNS = `
  note.id, note.title, note.body, note.course_id AS "courseId", note.module_id AS "moduleId",
  note.content_item_id AS "contentItemId", note.created_at AS "createdAt",
  note.updated_at AS "updatedAt"`;

/** Notes in PostgreSQL. Every statement names the owner, so that nobody else's is ever found. */
@Injectable()
export class NotesRepository {
  constructor(private readonly database: Database) {}

  async insert(userId: number, draft: NoteDraft): Promise<Note> {
    const [row] = await this.database.query<Note>(
      `INSERT INTO notes AS note (user_id, title, body, course_id, module_id, content_item_id)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
      [userId, draft.title, draft.body, draft.courseId, draft.moduleId, draft.contentItemId],
    );
    return row as Note;
  }

  find(userId: number, id: number): Promise<Note | null> {
    return this.database.queryOne<Note>(
      `SELECT ${COLUMNS} FROM notes note WHERE note.id = $2 AND note.user_id = $1`,
      [userId, id],
    );
  }

  /** The newest first. */
  list(userId: number, filter: NoteFilter, { skip, limit }: Slice): Promise<Note[]> {
    return this.database.query<Note>(
      `SELECT ${COLUMNS} FROM notes note
       LEFT JOIN modules module ON module.id = note.module_id
       LEFT JOIN content_items item ON item.id = note.content_item_id
       WHERE note.user_id = $1
         AND ($2::integer IS NULL
           OR coalesce(note.course_id, module.course_id, item.course_id) = $2)
         AND ($3::integer IS NULL OR note.content_item_id = $3)
       ORDER BY note.id DESC OFFSET $4 LIMIT $5`,
      [userId, filter.courseId, filter.contentItemId, skip, limit],
    );
  }

  update(userId: number, id: number, changes: NoteChanges): Promise<Note | null> {
    return this.database.queryOne<Note>(
      `UPDATE notes AS note SET title = CASE WHEN $3 THEN $4::text ELSE note.title END,
         body = coalesce($5, note.body), updated_at = now()
       WHERE note.id = $2 AND note.user_id = $1 RETURNING ${COLUMNS}`,
      [userId, id, changes.title !== undefined, changes.title ?? null, changes.body ?? null],
    );
  }

  /** Whether there was one. */
  async delete(userId: number, id: number): Promise<boolean> {
    const row = await this.database.queryOne(
      `DELETE FROM notes WHERE id = $2 AND user_id = $1 RETURNING id`,
      [userId, id],
    );
    return row !== null;
  }
}
