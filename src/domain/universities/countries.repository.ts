import { Injectable } from '@nestjs/common';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { Country } from './country';

/** Countries in PostgreSQL. */
@Injectable()
export class CountriesRepository {
  constructor(private readonly database: Database) {}

  /** By name. */
  list({ skip, limit }: Slice): Promise<Country[]> {
    return this.database.query<Country>(
      `SELECT code, name FROM countries ORDER BY name, code OFFSET $1 LIMIT $2`,
      [skip, limit],
    );
  }

  /** Stores a country; null when the code is taken. */
  insert({ code, name }: Country): Promise<Country | null> {
    return this.database.queryOne<Country>(
      `INSERT INTO countries (code, name) VALUES ($1, $2)
       ON CONFLICT (code) DO NOTHING RETURNING code, name`,
      [code, name],
    );
  }

  /** Renames a country; null when there is none with this code. */
  rename(code: string, name: string): Promise<Country | null> {
    return this.database.queryOne<Country>(
      `UPDATE countries SET name = $2 WHERE code = $1 RETURNING code, name`,
      [code, name],
    );
  }

  /** Whether there is such a country, which cannot be removed before the transaction ends. */
  async holdForReference(code: string): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM countries WHERE code = $1 FOR KEY SHARE`,
      [code],
    );
    return row !== null;
  }

  /** Whether there is such a country, which nobody can refer to before the transaction ends. */
  async holdForRemoval(code: string): Promise<boolean> {
    const row = await this.database.queryOne(`SELECT 1 FROM countries WHERE code = $1 FOR UPDATE`, [
      code,
    ]);
    return row !== null;
  }

  async countUniversities(code: string): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(*)::integer AS count FROM universities WHERE country_code = $1`,
      [code],
    );
    return row?.count ?? 0;
  }

  async delete(code: string): Promise<void> {
    await this.database.query(`DELETE FROM countries WHERE code = $1`, [code]);
  }
}
