import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

/** Tables of our own making, one of each kind; always there. */
const SAMPLES = path.join(__dirname, 'samples/colleges');
/** Published tables; not part of the repository, so they may be missing. */
const REAL = path.resolve(process.cwd(), '../shared/data/colleges');

const FOLDER = existsSync(REAL) ? REAL : SAMPLES;

/** Every table at hand. */
export const COLLEGE_FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.csv'))
  .toSorted()
  .map((name) => path.join(FOLDER, name));

/** The rows of a table, read at once and apart from the importer. */
export function rowsOfTable(name: string): Record<string, string>[] {
  const file = COLLEGE_FILES.find((candidate) => path.basename(candidate).startsWith(name));
  if (file === undefined) throw new Error(`There is no table ${name}.`);
  return parse(readFileSync(file), { columns: true, bom: true }) as Record<string, string>[];
}
