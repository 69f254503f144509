import { Injectable } from '@nestjs/common';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { unlessTaken } from '../../platform/database/unless-taken';
import type { Subject } from './subject';

/** Subjects in PostgreSQL. */
@Injectable()
export class SubjectsRepository {
  constructor(private readonly database: Database) {}

  /** By name. */
  list({ skip, limit }: Slice): Promise<Subject[]> {
    return this.database.query<Subject>(
      `SELECT id, name FROM subjects ORDER BY name, id OFFSET $1 LIMIT $2`,
      [skip, limit],
    );
  }

  /** Stores a subject; null when the name is taken. */
  insert(name: string): Promise<Subject | null> {
    return this.database.queryOne<Subject>(
      `INSERT INTO subjects (name) VALUES ($1) ON CONFLICT (name) DO NOTHING RETURNING id, name`,
      [name],
    );
  }

  /** Whether there is such a subject, which nobody else can change or refer to before the transaction ends. */
  async hold(id: number): Promise<boolean> {
    const row = await this.database.queryOne(`SELECT 1 FROM subjects WHERE id = $1 FOR UPDATE`, [
      id,
    ]);
    return row !== null;
  }

  /** Renames a subject; null when another has the name. */
  rename(id: number, name: string): Promise<Subject | null> {
    return unlessTaken(() =>
      this.database.queryOne<Subject>(
        `UPDATE subjects SET name = $2 WHERE id = $1 RETURNING id, name`,
        [id, name],
      ),
    );
  }

  async countCourses(id: number): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(*)::integer AS count FROM courses WHERE primary_subject_id = $1`,
      [id],
    );
    return row?.count ?? 0;
  }

  async delete(id: number): Promise<void> {
    await this.database.query(`DELETE FROM subjects WHERE id = $1`, [id]);
  }
}
