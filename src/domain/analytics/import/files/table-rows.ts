import { createReadStream } from 'node:fs';
import { parse, type Parser } from 'csv-parse';
import { headOf } from './source-text';

const LONGEST_ROW_BYTES = 1_048_576;
/** What parts the cells of a row; the first of equals wins. */
const DELIMITERS = [',', ';', '\t'] as const;

/** A row of a table; the headings are row 1. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** From this row on the table cannot be read. */
interface BrokenTable {
  readonly row: number;
  readonly problem: string;
}

/**
 * The rows of a CSV file one after the other, the headings included; cells are trimmed.
 *
 * @throws ActivityFileRefused when there is no such file, or it isn't text.
 */
export async function* tableRows(path: string): AsyncGenerator<TableRow | BrokenTable> {
  const [headings = ''] = (await headOf(path)).split('\n', 1);
  // Read from a stream, rows that wait are lost when a later one breaks: these here are kept.
  let waiting: string[][] = [];
  const parser = parserOf(delimiterOf(headings), (cells) => waiting.push(cells));
  let fault: Error | null = null;
  parser.on('error', (error) => {
    fault = error;
  });
  let row = 0;
  function* ready(): Generator<TableRow> {
    const cells = waiting;
    waiting = [];
    for (const one of cells) yield { row: (row += 1), cells: one };
  }
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    await new Promise<void>((resolve) => parser.write(piece, () => resolve()));
    yield* ready();
    if (fault !== null) break;
  }
  await new Promise<void>((resolve) => parser.end(() => resolve()));
  yield* ready();
  if (fault !== null) {
    const { message } = fault as Error;
    yield { row: row + 1, problem: `from here on the file breaks: ${message}` };
  }
}

function parserOf(delimiter: string, take: (cells: string[]) => void): Parser {
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: LONGEST_ROW_BYTES,
    on_record: (cells: string[]) => {
      take(cells);
      return null;
    },
  });
  // Nothing comes out at this end, but unread it would never be over.
  return parser.resume();
}

function delimiterOf(headings: string): string {
  const bare = headings.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
