import { basename } from 'node:path';
import { knownText } from './cell';
import { DICTIONARY_HEADERS, FILE_KINDS, type FileKind } from './file-kinds';
import { rowsOf } from './table-file';

/** From so many rows on, a column that says the same of everybody says nothing of anybody. */
const FEWEST_TO_JUDGE = 20;

/** What a first look at a file tells. */
export interface FileSurvey {
  readonly path: string;
  readonly file: string;
  readonly kind: FileKind | null;
  readonly isDictionary: boolean;
  readonly headers: readonly string[];
  readonly year: number | null;
  /** Columns of figures with one value for every institution, with that value. */
  readonly constants: ReadonlyMap<string, string>;
}

/**
 * Looks through a file once: what it is by its headers, its year, and which columns are not to be
 * believed.
 *
 * @param givenYear what the operator says of files that don't name their year.
 * @throws Malformed when the file cannot be read.
 */
export async function surveyOf(path: string, givenYear: number | null): Promise<FileSurvey> {
  let headers: string[] | null = null;
  let kind: FileKind | null = null;
  let columns: { readonly index: number; readonly column: string }[] = [];
  const values = new Map<string, Set<string>>();
  const counts = new Map<string, number>();
  for await (const { cells } of rowsOf(path)) {
    if (headers === null) {
      const names = cells.map((cell) => cell.trim().toLowerCase());
      headers = names;
      kind = kindOf(names);
      if (kind === null) break;
      columns = kind.figures(names).map(({ column }) => ({ column, index: names.indexOf(column) }));
    } else {
      for (const { index, column } of columns) {
        const value = knownText(cells[index]);
        if (value === null) continue;
        counts.set(column, (counts.get(column) ?? 0) + 1);
        const seen = values.get(column) ?? new Set();
        if (seen.size < 2) values.set(column, seen.add(value));
      }
    }
  }
  const names = headers ?? [];
  const constants = [...values].filter(
    ([column, seen]) => seen.size === 1 && (counts.get(column) ?? 0) >= FEWEST_TO_JUDGE,
  );
  return {
    path,
    file: basename(path),
    kind,
    isDictionary: DICTIONARY_HEADERS.every((header) => names.includes(header)),
    headers: names,
    year: givenYear ?? yearIn(basename(path)),
    constants: new Map(constants.map(([column, [value]]) => [column, value ?? ''])),
  };
}

function kindOf(headers: readonly string[]): FileKind | null {
  return (
    FILE_KINDS.find((kind) => {
      const isWhole = kind.headers.every((header) => headers.includes(header));
      return isWhole && (kind.isDirectory === true || kind.figures(headers).length > 0);
    }) ?? null
  );
}

/** The year that a file's name holds, e.g. `ipeds_2023_gradrates.csv`. */
function yearIn(file: string): number | null {
  const digits = /(?<!\d)(?:adm|hd)?(?<year>(?:19[89]|20[0-4])\d)(?!\d)/.exec(
    file.replaceAll(/(?<=[a-z])(?=\d)/gi, '_'),
  )?.groups?.['year'];
  return digits === undefined ? null : Number(digits);
}
