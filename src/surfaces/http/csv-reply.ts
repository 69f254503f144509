import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';

/** What a cell may be; null is an empty one. */
export type CsvCell = string | number | null;

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A table as a CSV file that is written while it is read: UTF-8, RFC 4180 line ends. A cell that a
 * spreadsheet would calculate (it begins with = + - @, a tab or a carriage return) gets a quote
 * before it.
 *
 * @param name of the file; a constant, never a client's words.
 * @param batches of rows; a fault in the middle breaks the download off.
 * @param marked whether it begins with a byte order mark, as some spreadsheets want.
 */
export function csvReply(
  name: string,
  header: readonly string[],
  batches: AsyncIterable<readonly (readonly CsvCell[])[]>,
  marked = false,
): StreamableFile {
  return new StreamableFile(Readable.from(csvOf(header, batches, marked)), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${name}"`,
  });
}

async function* csvOf(
  header: readonly string[],
  batches: AsyncIterable<readonly (readonly CsvCell[])[]>,
  marked: boolean,
): AsyncGenerator<Buffer> {
  yield Buffer.from((marked ? BYTE_ORDER_MARK : '') + toCsv([header]));
  for await (const rows of batches) yield Buffer.from(toCsv(rows));
}

function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    // A carriage return alone would end a row for many readers.
    { escape_formulas: true, record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  );
}
