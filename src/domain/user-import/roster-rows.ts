import { setImmediate as breathe } from 'node:timers/promises';
import { columnsOf } from './person/columns';
import type { PhoneCountry } from './person/phone-number';
import { RosterReader, type RosterRow } from './person/roster-reader';
import { textOfFile } from './table/file-text';
import { openTable } from './table/table';
import { ImportFileRefused } from './user-import.errors';

/** More than this is several files: every address is remembered until its file is read. */
const MOST_ROWS = 250_000;
/** After so many rows others get their turn. */
const ROWS_IN_A_ROW = 50;

/** What a look through a file tells, before any row is imported. */
export interface RosterOutline {
  /** Rows below the header, without blank ones. */
  readonly rows: number;
  /** Columns that mean nothing here, as the file calls them. */
  readonly ignoredColumns: readonly string[];
}

/**
 * Looks through a whole file: whether it is text, a table, and has the columns that it needs.
 *
 * @throws ImportFileRefused with the reason, naming the line where there is one.
 */
export async function surveyRoster(bytes: AsyncIterable<Buffer>): Promise<RosterOutline> {
  const table = await openTable(textOfFile(bytes));
  const columns = columnsOf(table.header);
  let rows = 0;
  for await (const { line } of table.rows) {
    rows += 1;
    if (rows > MOST_ROWS) {
      throw new ImportFileRefused(`a file has at most ${MOST_ROWS} rows: send it in parts`, line);
    }
  }
  if (rows === 0) throw new ImportFileRefused('the file has a header and no rows');
  return { rows, ignoredColumns: columns.ignored };
}

/**
 * The rows of a file in batches. Those before `skipped` are read too, because a later row may
 * repeat the address of one of them.
 */
export async function* rosterBatches(
  bytes: AsyncIterable<Buffer>,
  country: PhoneCountry,
  skipped: number,
  size: number,
): AsyncGenerator<readonly RosterRow[]> {
  const table = await openTable(textOfFile(bytes));
  const reader = new RosterReader(columnsOf(table.header), country);
  let count = 0;
  let batch: RosterRow[] = [];
  for await (const row of table.rows) {
    const read = reader.read(row);
    count += 1;
    if (count % ROWS_IN_A_ROW === 0) await breathe();
    if (count <= skipped) continue;
    batch.push(read);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
