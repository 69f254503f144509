import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { parse } from 'csv-parse';
import type { JsonValue } from '../../../kernel/json';
import { ImportFileRefused } from '../opportunities.errors';
import type { SourceRow } from './row';

/** A JSON file is held in memory as a whole. */
const LARGEST_JSON_BYTES = 64 * 1024 * 1024;
const LONGEST_CSV_RECORD = 1024 * 1024;

/** A row that could not even be split into cells. */
export interface BrokenRow {
  readonly number: number;
  readonly problem: string;
}

/** What a file is called in the catalogue unless somebody names it: its name without its ending. */
export function sourceNameOf(path: string): string {
  return basename(path, extname(path));
}

/**
 * The rows of a CSV or JSON file, one after the other; CSV is streamed.
 *
 * @throws ImportFileRefused when it is neither, or cannot be read.
 */
export async function* rowsOf(path: string): AsyncGenerator<SourceRow | BrokenRow> {
  const size = await stat(path).catch(() => null);
  if (size === null || !size.isFile()) throw new ImportFileRefused(path, 'there is no such file');
  const ending = extname(path).toLowerCase();
  if (ending === '.json') yield* jsonRows(path, size.size);
  else if (ending === '.csv') yield* csvRows(path);
  else throw new ImportFileRefused(path, 'it is neither .csv nor .json');
}

async function* csvRows(path: string): AsyncGenerator<SourceRow | BrokenRow> {
  const parser = createReadStream(path).pipe(
    parse({
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: LONGEST_CSV_RECORD,
    }),
  );
  let headings: string[] | null = null;
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1;
      if (headings === null) {
        headings = cells;
      } else if (cells.length > headings.length) {
        yield { number, problem: `has ${cells.length} cells under ${headings.length} headings` };
      } else {
        yield {
          number,
          cells: Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? ''])),
        };
      }
    }
  } catch (error) {
    yield {
      number: number + 1,
      problem: `the file cannot be read from here on: ${(error as Error).message}`,
    };
  }
}

/** A list of records, or the first list of records in an object; Django's `fields` are the record. */
async function* jsonRows(path: string, bytes: number): AsyncGenerator<SourceRow | BrokenRow> {
  if (bytes > LARGEST_JSON_BYTES) throw new ImportFileRefused(path, 'it is larger than 64 MB');
  const list = listIn(parsed(path, await readFile(path, 'utf8')));
  if (list === null) throw new ImportFileRefused(path, 'it holds no list of records');
  for (const [index, item] of list.entries()) {
    const record = isRecord(item) && isRecord(item['fields'] ?? null) ? item['fields'] : item;
    yield isRecord(record ?? null)
      ? { number: index + 1, cells: record as Readonly<Record<string, JsonValue>> }
      : { number: index + 1, problem: 'is not a record' };
  }
}

function parsed(path: string, text: string): JsonValue {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as JsonValue;
  } catch (error) {
    throw new ImportFileRefused(path, `it is not JSON: ${(error as Error).message}`);
  }
}

function listIn(value: JsonValue): readonly JsonValue[] | null {
  if (Array.isArray(value)) return value;
  if (!isRecord(value)) return null;
  const lists = Object.values(value).filter((member) => Array.isArray(member));
  return lists.find((list) => list.some((item) => isRecord(item as JsonValue))) ?? lists[0] ?? null;
}

function isRecord(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
