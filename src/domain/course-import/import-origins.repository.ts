import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { JsonObject } from '../content/json-schema';
import type { Part } from './import-report';

/** What an import left behind about a part of its source. */
export interface Origin {
  readonly key: string;
  readonly part: Part;
  readonly moduleId: number | null;
  readonly contentItemId: number | null;
  /** SHA-256 of what the source said last; null once the source no longer has it. */
  readonly hash: Buffer | null;
  /** What it stood under and at which position. */
  readonly place: string;
  /** The highest question id ever given out in the item. */
  readonly lastQuestionId: number;
  /** The name of the module or item as it is now. */
  readonly title: string;
  /** The bank of the item as it is now. */
  readonly questions: readonly JsonObject[];
}

/** What is written about a part of a source. */
export type OriginRecord = Omit<Origin, 'title' | 'questions'>;

/** Where the parts of imported courses come from, in PostgreSQL. */
@Injectable()
export class ImportOriginsRepository {
  constructor(private readonly database: Database) {}

  /** Lets imports of the same course pass one by one. Call it inside a transaction. */
  async lock(universityId: number, code: string): Promise<void> {
    await this.database.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
      `course import ${universityId} ${code}`,
    ]);
  }

  /** The course of a university with this code, and whether it was imported. */
  findCourse(
    universityId: number,
    code: string,
  ): Promise<{ id: number; isImported: boolean } | null> {
    return this.database.queryOne(
      `SELECT course.id, EXISTS (
         SELECT 1 FROM import_origins origin
         WHERE origin.course_id = course.id AND origin.kind = 'course') AS "isImported"
       FROM courses course WHERE course.university_id = $1 AND course.code = $2`,
      [universityId, code],
    );
  }

  /** The id of a university by its id or its name; null when there is none. */
  async findUniversity(named: string): Promise<number | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `SELECT id FROM universities WHERE id::text = $1 OR name = $1 ORDER BY id::text = $1 DESC`,
      [named],
    );
    return row?.id ?? null;
  }

  /** The id of a university's department by its code; null when there is none. */
  async findDepartment(universityId: number, code: string): Promise<number | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `SELECT id FROM departments WHERE university_id = $1 AND code = $2`,
      [universityId, code],
    );
    return row?.id ?? null;
  }

  /** The platform admin with this address, or the first there is; null when there is none. */
  findPlatformAdmin(email: string | null): Promise<{ id: number; uuid: string } | null> {
    return this.database.queryOne(
      `SELECT person.id, person.uuid FROM users person
       JOIN role_grants held ON held.user_id = person.id
       WHERE held.role = 'PLATFORM_ADMIN' AND held.university_id IS NULL AND person.is_active
         AND ($1::citext IS NULL OR person.email = $1)
       ORDER BY person.id LIMIT 1`,
      [email],
    );
  }

  /** Everything that imports brought into a course, by its key. */
  async listOfCourse(courseId: number): Promise<ReadonlyMap<string, Origin>> {
    const rows = await this.database.query<Origin>(
      `SELECT origin.source_key AS key, origin.kind AS part, origin.module_id AS "moduleId",
         origin.content_item_id AS "contentItemId", origin.hash, origin.place,
         origin.last_question_id AS "lastQuestionId",
         coalesce(module.title, item.title, '') AS title,
         CASE jsonb_typeof(item.data_json -> 'questions')
           WHEN 'array' THEN item.data_json -> 'questions' ELSE '[]' END AS questions
       FROM import_origins origin
       LEFT JOIN modules module ON module.id = origin.module_id
       LEFT JOIN content_items item ON item.id = origin.content_item_id
       WHERE origin.course_id = $1 ORDER BY origin.source_key`,
      [courseId],
    );
    return new Map(rows.map((row) => [row.key, row]));
  }

  /** Writes down where a part comes from, or that it came anew. */
  async save(courseId: number, origin: OriginRecord): Promise<void> {
    await this.database.query(
      `INSERT INTO import_origins (course_id, source_key, kind, module_id, content_item_id, hash,
         place, last_question_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (course_id, source_key) DO UPDATE SET kind = excluded.kind,
         module_id = excluded.module_id, content_item_id = excluded.content_item_id,
         hash = excluded.hash, place = excluded.place,
         last_question_id = excluded.last_question_id, updated_at = now()`,
      [
        courseId,
        origin.key,
        origin.part,
        origin.moduleId,
        origin.contentItemId,
        origin.hash,
        origin.place,
        origin.lastQuestionId,
      ],
    );
  }
}
