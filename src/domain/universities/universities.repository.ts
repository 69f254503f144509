import { Injectable } from '@nestjs/common';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { unlessTaken } from '../../platform/database/unless-taken';
import { University } from './university.entity';

/** What a platform admin says about a university. */
export type UniversityDraft = Pick<University, 'name' | 'countryCode'>;

/** Universities in PostgreSQL. */
@Injectable()
export class UniversitiesRepository {
  constructor(private readonly database: Database) {}

  findById(id: number): Promise<University | null> {
    return this.database.repository(University).findOneBy({ id });
  }

  /** In the order in which they were opened, of one country or of all. */
  list(countryCode: string | null, { skip, limit }: Slice): Promise<University[]> {
    return this.database.repository(University).find({
      where: countryCode === null ? {} : { countryCode },
      order: { id: 'ASC' },
      skip,
      take: limit,
    });
  }

  /** Keeps the university from changing, and from getting courses, until the transaction ends. */
  findForUpdate(id: number): Promise<University | null> {
    return this.database
      .repository(University)
      .findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Stores a university; null when the name is taken. */
  async insert(university: UniversityDraft): Promise<University | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `INSERT INTO universities (name, country_code) VALUES ($1, $2)
       ON CONFLICT (name) DO NOTHING RETURNING id`,
      [university.name, university.countryCode],
    );
    return row === null ? null : this.findById(row.id);
  }

  /** Stores the university anew; null when another has the name. */
  update(id: number, { name, countryCode }: UniversityDraft): Promise<University | null> {
    return unlessTaken(async () => {
      await this.database.query(
        `UPDATE universities SET name = $2, country_code = $3, updated_at = now() WHERE id = $1`,
        [id, name, countryCode],
      );
      return this.findById(id);
    });
  }

  async countCourses(id: number): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(*)::integer AS count FROM courses WHERE university_id = $1`,
      [id],
    );
    return row?.count ?? 0;
  }

  async delete(id: number): Promise<void> {
    await this.database.query(`DELETE FROM universities WHERE id = $1`, [id]);
  }
}
