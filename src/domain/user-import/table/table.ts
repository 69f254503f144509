import { pipeline, Readable } from 'node:stream';
import { CsvError, type InfoRecord, parse } from 'csv-parse';
import { ImportFileRefused } from '../user-import.errors';
import { announcedDelimiter, delimiterOf } from './delimiter';

/** A row of a table. */
export interface TableRow {
  /** The line of the file where it begins, from 1 on. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table whose first row that isn't blank names the columns. */
export interface Table {
  readonly header: TableRow;
  /** The rows below, without blank ones. To be read once. */
  readonly rows: AsyncGenerator<TableRow>;
}

const MOST_ROW_CHARACTERS = 131_072;
/** How much text is looked at for the header, in characters. */
const MOST_HEADER_CHARACTERS = 65_536;

/**
 * Reads text as a table, holding one row at a time.
 *
 * @param text as {@link textOfFile} gives it.
 * @throws ImportFileRefused for an empty table and, while rows are read, for quotes that never close.
 */
export async function openTable(text: AsyncIterable<string>): Promise<Table> {
  const pieces = text[Symbol.asyncIterator]();
  const head = await headOf(pieces);
  const announced = announcedDelimiter(head.split('\n', 1)[0] ?? '');
  const skipped = announced === null ? 0 : head.indexOf('\n') + 1 || head.length;
  const body = head.slice(skipped);
  const firstLine = body.split('\n').find((line) => line.trim() !== '') ?? '';
  const rows = rowsOf(
    joined(body, pieces),
    announced ?? delimiterOf(firstLine),
    announced === null ? 1 : 2,
  );
  const header = await rows.next();
  if (header.done === true) throw new ImportFileRefused('the file is empty');
  return { header: header.value, rows };
}

async function headOf(pieces: AsyncIterator<string>): Promise<string> {
  let head = '';
  while (!holdsHeader(head) && head.length < MOST_HEADER_CHARACTERS) {
    const next = await pieces.next();
    if (next.done === true) break;
    head += next.value;
  }
  return head;
}

/**
 * Whether a line that isn't blank and the one below are there, the first perhaps an announcement.
 * Searched step by step: a pattern for both would look at a long line once for each of its letters.
 */
function holdsHeader(head: string): boolean {
  const start = head.search(/\S/);
  const end = start === -1 ? -1 : head.indexOf('\n', start);
  return end !== -1 && head.includes('\n', end + 1);
}

async function* joined(head: string, pieces: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    if (head !== '') yield head;
    for (;;) {
      const next = await pieces.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await pieces.return?.();
  }
}

async function* rowsOf(
  text: AsyncIterable<string>,
  delimiter: string,
  firstLine: number,
): AsyncGenerator<TableRow> {
  // On a fault the parser drops rows that wait to be read: only it knows how far it came.
  let parsedLines = 0;
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    relax_quotes: true,
    relax_column_count: true,
    info: true,
    max_record_size: MOST_ROW_CHARACTERS,
    on_record: (record: string[], { lines }) => {
      parsedLines = lines;
      return record;
    },
  });
  pipeline(Readable.from(text), parser, () => undefined);
  let line = firstLine;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
      if (record.some((cell) => cell.trim() !== '')) yield { line, cells: record };
      line = firstLine + info.lines;
    }
  } catch (error) {
    if (error instanceof CsvError) {
      throw new ImportFileRefused(reasonOf(error), firstLine + parsedLines);
    }
    throw error;
  }
}

/** A row as the parser gives it; `lines` counts those up to its end. */
interface ParsedRow {
  readonly record: string[];
  readonly info: InfoRecord;
}

function reasonOf(error: CsvError): string {
  return error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
    ? 'a quote is opened in this row and never closed, or the row is far too long'
    : 'this row is not valid CSV';
}
