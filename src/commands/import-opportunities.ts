import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  countsOf,
  type ImportReport,
  type RowReport,
} from '../domain/opportunities/import/import-report';
import { OpportunityImportService } from '../domain/opportunities/import/opportunity-import.service';
import { OPPORTUNITY_TYPES, type OpportunityType } from '../domain/opportunities/opportunity';
import { Malformed } from '../kernel/errors';
import { loadConfiguration } from '../platform/config/configuration';
import { startTrellis } from '../start';

const USAGE = `trellis import opportunities <files…> [--type ${OPPORTUNITY_TYPES.join('|')}]
                             [--source <name>] [--report <file>]
  <files…> are .csv or .json. --type is for rows that don't name theirs (scholarship),
  --source names where they come from (the file's name), --report takes every row as JSON.`;
/** Rows of one kind beyond these are counted, not listed; --report has them all. */
const MOST_LISTED = 20;

/** Imports opportunities from files and prints what became of every row. */
export async function importOpportunities(): Promise<void> {
  const { files, type, source, reportFile } = readArguments(process.argv.slice(4));
  const trellis = await startTrellis(loadConfiguration(), { surfaces: false, jobs: false });
  try {
    const imports = trellis.app.get(OpportunityImportService, { strict: false });
    const reports: ImportReport[] = [];
    for (const file of files) {
      const report = await imports.import(file, { type, source });
      process.stdout.write(inWords(report));
      reports.push(report);
    }
    if (reportFile !== null) await writeFile(reportFile, `${JSON.stringify(reports, null, 2)}\n`);
  } finally {
    await trellis.stop();
  }
}

interface Arguments {
  readonly files: readonly string[];
  readonly type: OpportunityType;
  readonly source: string | null;
  readonly reportFile: string | null;
}

/** @throws Malformed with the usage for anything that cannot be meant. */
function readArguments(given: readonly string[]): Arguments {
  const { values, positionals } = parsed(given);
  const type = OPPORTUNITY_TYPES.find((known) => known === (values.type ?? 'scholarship'));
  if (type === undefined || positionals.length === 0) throw new Malformed(USAGE);
  return {
    files: positionals,
    type,
    source: values.source ?? null,
    reportFile: values.report ?? null,
  };
}

function parsed(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        type: { type: 'string' },
        source: { type: 'string' },
        report: { type: 'string' },
      },
    });
  } catch (error) {
    throw new Malformed(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

/** Rejected and duplicate rows together by their reason, then what was not taken as it stood. */
function inWords(report: ImportReport): string {
  const counts = Object.entries(countsOf(report)).map(([outcome, count]) => `${count} ${outcome}`);
  return [
    `${report.file}: ${report.rows.length} rows; ${counts.join(', ')}\n`,
    ...[...byReason(report.rows)].map(
      ([reason, rows]) => `  rejected, ${reason}: ${listed(rows.map(({ row }) => row))}\n`,
    ),
    ...shown(
      report.rows.filter(({ outcome }) => outcome === 'duplicate'),
      ({ row, name, notes }) => `  row ${row} ${name}: ${notes.join('; ')}\n`,
    ),
    ...shown(
      report.rows.filter(({ outcome, notes }) => isTaken(outcome) && notes.length > 0),
      ({ row, name, notes }) => `  row ${row} ${name}: ${notes.join('; ')}\n`,
    ),
  ].join('');
}

function isTaken(outcome: RowReport['outcome']): boolean {
  return outcome !== 'rejected' && outcome !== 'duplicate';
}

function byReason(rows: readonly RowReport[]): Map<string, RowReport[]> {
  return Map.groupBy(
    rows.filter(({ outcome }) => outcome === 'rejected'),
    ({ notes }) => notes.join('; '),
  );
}

/** Row numbers, neighbours joined: `2, 4-7`. */
function listed(rows: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last !== undefined && row === last[1] + 1) last[1] = row;
    else runs.push([row, row]);
  }
  const words = runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  const rest = words.length - MOST_LISTED;
  const shortList = words.slice(0, MOST_LISTED).join(', ');
  return `${rows.length} (rows ${shortList}${rest > 0 ? `, … and ${rest} more` : ''})`;
}

function shown(rows: readonly RowReport[], line: (row: RowReport) => string): string[] {
  const rest = rows.length - MOST_LISTED;
  return [
    ...rows.slice(0, MOST_LISTED).map(line),
    ...(rest > 0 ? [`  … and ${rest} more such rows; --report <file> has them all\n`] : []),
  ];
}
