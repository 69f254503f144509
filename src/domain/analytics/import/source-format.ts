import { parse } from 'csv-parse/sync';
import type { ActivitySource } from '../activity/activity-event';
import { ActivityFileRefused } from './activity-import.errors';
import { headOf } from './files/source-text';
import { isMoodleLog } from './moodle/moodle-columns';

/** What activity can be read from. */
export const SOURCE_FORMATS = ['moodle', 'moodle-grades', 'caliper', 'xapi'] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

/** Whom the events of a format come from. */
export const SOURCE_OF: Readonly<Record<SourceFormat, ActivitySource>> = {
  moodle: 'moodle',
  'moodle-grades': 'moodle',
  caliper: 'caliper',
  xapi: 'xapi',
};

/**
 * The format of a file by how it begins. A gradebook could be any table: it has to be named.
 *
 * @throws ActivityFileRefused when there is no such file, or it looks like none of them.
 */
export async function formatOf(path: string): Promise<SourceFormat> {
  const head = await headOf(path);
  if (/^\s*[[{]/.test(head)) {
    if (/"(eventTime|dataVersion)"\s*:|ctx\/caliper/.test(head)) return 'caliper';
    if (/"verb"\s*:/.test(head)) return 'xapi';
  } else if (isMoodleLog(headingsOf(head))) return 'moodle';
  throw new ActivityFileRefused(
    path,
    'it looks neither like a Moodle log in CSV nor like Caliper events or xAPI statements; --format says what it is',
  );
}

function headingsOf(head: string): string[] {
  const [line = ''] = head.split('\n', 1);
  const tables = [',', ';', '\t'].map((delimiter) => cellsOf(line, delimiter));
  return tables.toSorted((one, other) => other.length - one.length)[0] ?? [];
}

function cellsOf(line: string, delimiter: string): string[] {
  try {
    return (parse(line, { delimiter, relax_quotes: true, trim: true }) as string[][])[0] ?? [];
  } catch {
    return [];
  }
}
