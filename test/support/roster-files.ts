import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A file as somebody might want to import it. */
export interface RosterFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Tables of our own making, one of each kind; always there. */
const SAMPLES = path.join(__dirname, 'samples/rosters');
/** Published ones; not part of the repository, so they may be missing. */
const REAL = path.resolve(process.cwd(), '../shared/data/csv_import');

/** Every file at hand, tables and what is none. */
export function rosterFiles(): RosterFile[] {
  const folder = existsSync(REAL) ? REAL : SAMPLES;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => ({ name: path.relative(folder, file), bytes: readFileSync(file) }));
}

/** Strings that programs stumble over; a handful where the published list is missing. */
export function naughtyStrings(): string[] {
  const file = path.join(REAL, 'blns.json');
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as string[])
    : [
        '',
        'undefined',
        '"',
        "'; DROP TABLE users--",
        '=1+1',
        '\u202Etest',
        '田中さん',
        '🏳0🌈',
        '<script>',
      ];
}
