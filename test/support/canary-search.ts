import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { TestDatabase } from './test-database';

/**
 * Where a word is found in a database: every table of every schema, whatever the type of the column,
 * bytes included.
 *
 * @returns tables as `schema.table`.
 */
export async function tablesWith(database: TestDatabase, word: string): Promise<string[]> {
  const tables = await database.query<{ schema: string; table: string }>(
    `SELECT table_schema AS schema, table_name AS "table" FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
     ORDER BY 1, 2`,
  );
  const found: string[] = [];
  for (const { schema, table } of tables) {
    const [row] = await database.query<{ is_there: boolean }>(
      `SELECT EXISTS (SELECT FROM "${schema}"."${table}" AS whole
         WHERE strpos(lower(whole::text), $1) > 0 OR strpos(lower(whole::text), $2) > 0) AS is_there`,
      [word.toLowerCase(), Buffer.from(word.toLowerCase()).toString('hex')],
    );
    if (row?.is_there) found.push(`${schema}.${table}`);
  }
  return found;
}

/** Columns of a table, of those given, in which the word is found in some row. */
export async function columnsWith(
  database: TestDatabase,
  table: string,
  columns: readonly string[],
  word: string,
): Promise<string[]> {
  const found: string[] = [];
  for (const column of columns) {
    const [row] = await database.query<{ is_there: boolean }>(
      `SELECT EXISTS (SELECT FROM "${table}" WHERE strpos(lower("${column}"::text), $1) > 0
         OR strpos(lower("${column}"::text), $2) > 0) AS is_there`,
      [word.toLowerCase(), Buffer.from(word.toLowerCase()).toString('hex')],
    );
    if (row?.is_there) found.push(column);
  }
  return found;
}

/** Every file of a folder and of those below, by its path from there. */
export function filesUnder(folder: string, below = folder): string[] {
  return readdirSync(below, { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    return entry.isDirectory() ? filesUnder(folder, path) : [relative(folder, path)];
  });
}

/** Files whose name or content has the word. */
export function filesWith(folder: string, word: string): string[] {
  return filesUnder(folder).filter((path) => {
    const whole = join(folder, path);
    const text = `${path}\n${statSync(whole).size === 0 ? '' : readFileSync(whole, 'latin1')}`;
    return text.toLowerCase().includes(word.toLowerCase());
  });
}
