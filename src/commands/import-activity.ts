import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type ActivityImportRequest,
  ActivityImportService,
} from '../domain/analytics/import/activity-import.service';
import type { ActivityFileReport, RefusalCount } from '../domain/analytics/import/import-report';
import { REFUSALS } from '../domain/analytics/import/source-activity';
import { SOURCE_FORMATS } from '../domain/analytics/import/source-format';
import { DATE_ORDERS } from '../domain/analytics/import/source-time';
import { RollupSettling } from '../domain/analytics/rollups/rollup-settling';
import { Malformed } from '../kernel/errors';
import { loadConfiguration } from '../platform/config/configuration';
import { startTrellis } from '../start';
import { RefusedRowsFile } from './refused-rows-file';

const USAGE = `trellis import activity <files…> [--format ${SOURCE_FORMATS.join('|')}]
                          [--course <id or code>] [--courses <file>] [--people <file>]
                          [--time-zone <name>] [--dates ${DATE_ORDERS.join('|')}]
                          [--graded-at <time>] [--highest-grade <number>]
                          [--report <file>] [--dry-run]
  <files…> are Moodle logs (CSV), Caliper events or xAPI statements (JSON, or one on each line).
  --course is the course of every row; --courses is a CSV of the source's courses and their ids or
  codes here. --people is a CSV of the source's people and their addresses, ids or uuids here.
  --time-zone is that of times without one (UTC), --dates how 3/4/2026 is meant (day-first).
  A gradebook (--format moodle-grades) needs --graded-at; its grades go up to --highest-grade (100).
  --report takes a line of JSON for every row that is not counted, --dry-run writes nothing.`;
/** Beyond these, a terminal scrolls the summary away. */
const MOST_SHOWN = 5;

/** Imports what people did in other systems and prints what became of every file. */
export async function importActivity(): Promise<void> {
  const { request, reportFile } = readArguments(process.argv.slice(4));
  const trellis = await startTrellis(loadConfiguration(), { surfaces: false, jobs: false });
  try {
    const refused = reportFile === null ? null : await RefusedRowsFile.open(reportFile);
    const imports = trellis.app.get(ActivityImportService, { strict: false });
    const reports = await imports.import(request, (row) => {
      refused?.add(row);
    });
    // Reports count it at once, however much it is.
    if (!request.isDryRun) await trellis.app.get(RollupSettling, { strict: false }).settle();
    process.stdout.write(reports.map(inWords).join(''));
    await refused?.end();
  } finally {
    await trellis.stop();
  }
}

interface Arguments {
  readonly request: ActivityImportRequest;
  readonly reportFile: string | null;
}

/** @throws Malformed with the usage for anything that cannot be meant. */
function readArguments(given: readonly string[]): Arguments {
  const { values, positionals } = parsed(given);
  const format = SOURCE_FORMATS.find((known) => known === values.format);
  const dateOrder = DATE_ORDERS.find((known) => known === (values.dates ?? 'day-first'));
  const highestGrade = Number(values['highest-grade'] ?? '100');
  const isFormatKnown = values.format === undefined || format !== undefined;
  if (positionals.length === 0 || !isFormatKnown || dateOrder === undefined) {
    throw new Malformed(USAGE);
  }
  if (!(highestGrade > 0 && highestGrade < Infinity)) {
    throw new Malformed(`--highest-grade is no number above 0.\n${USAGE}`);
  }
  const reportFile = values.report ?? null;
  const read = [...positionals, values.people ?? '', values.courses ?? ''].filter(Boolean);
  if (reportFile !== null && read.some((file) => resolve(file) === resolve(reportFile))) {
    throw new Malformed(`--report would write over ${reportFile}, which is to be read.`);
  }
  return {
    request: {
      files: positionals,
      format: format ?? null,
      course: values.course ?? null,
      coursesFile: values.courses ?? null,
      peopleFile: values.people ?? null,
      timeZone: values['time-zone'] ?? 'UTC',
      dateOrder,
      grades: { givenAt: values['graded-at'] ?? null, highest: highestGrade },
      isDryRun: values['dry-run'] ?? false,
    },
    reportFile,
  };
}

function parsed(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        course: { type: 'string' },
        courses: { type: 'string' },
        people: { type: 'string' },
        'time-zone': { type: 'string' },
        dates: { type: 'string' },
        'graded-at': { type: 'string' },
        'highest-grade': { type: 'string' },
        report: { type: 'string' },
        'dry-run': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new Malformed(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

function inWords(report: ActivityFileReport): string {
  const { file, format, rows, events, added, refusals } = report;
  const verdict =
    added === null
      ? 'dry run, nothing is written'
      : `${added} added, ${events - added} known already`;
  return [
    `${file} (${format}): ${rows} rows tell ${events} events; ${verdict}\n`,
    ...refusals.map(refusalInWords),
  ].join('');
}

function refusalInWords({ refusal, count, rows, abouts }: RefusalCount): string {
  const shown = abouts.slice(0, MOST_SHOWN).map((blamed) => `${blamed.about} (${blamed.count})`);
  const first = `${rows.slice(0, MOST_SHOWN).join(', ')}${count > MOST_SHOWN ? ', …' : ''}`;
  const rest = abouts.length > MOST_SHOWN ? ', …' : '';
  return `  not counted: ${count} ${REFUSALS[refusal]} (rows ${first}): ${shown.join(', ')}${rest}\n`;
}
