import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { Malformed } from '../../../kernel/errors';

/** A row of a table; the row of the headers is row 1. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * Reads a CSV file row by row, however large it is. Empty lines are counted and left out.
 *
 * @throws Malformed when the file cannot be opened or its quotes don't close.
 */
export async function* rowsOf(path: string): AsyncGenerator<TableRow> {
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: false });
  pipeline(createReadStream(path), parser, () => undefined);
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      if (cells.length > 1 || cells[0]?.trim() !== '') yield { row, cells };
    }
  } catch (error) {
    const { message } = error as CsvError;
    throw new Malformed(`cannot be read as a table after row ${row}: ${message}`, {
      cause: error,
    });
  }
}

/** The cells of a row by their headers. */
export function byHeader(
  headers: readonly string[],
  cells: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    headers.flatMap((header, index): [string, string][] => {
      const cell = cells[index];
      return cell === undefined ? [] : [[header, cell]];
    }),
  );
}
