import { parseArgs } from 'node:util';
import { CollegeImporter } from '../domain/colleges/import/college-importer';
import type { CollegeFileReport, RowRemark } from '../domain/colleges/import/import-report';
import { Malformed } from '../kernel/errors';
import { loadConfiguration } from '../platform/config/configuration';
import { startTrellis } from '../start';

const USAGE = `trellis import colleges <files…> [--year <year>]
  <files…> are CSV files of the College Scorecard, IPEDS or the Mobility Report Cards, or the starter
  table; --year is that of files that don't say theirs.`;
/** Beyond these, a terminal scrolls the summary away. */
const MOST_SHOWN = 20;

/** Imports publications about colleges and prints what became of every file. */
export async function importColleges(): Promise<void> {
  const { files, year } = readArguments(process.argv.slice(4));
  const trellis = await startTrellis(loadConfiguration(), { surfaces: false, jobs: false });
  try {
    const importer = trellis.app.get(CollegeImporter, { strict: false });
    const reports = await importer.import(files, year);
    process.stdout.write(reports.map(inWords).join('\n'));
    if (reports.some(({ kind }) => kind === null)) process.exitCode = 1;
  } finally {
    await trellis.stop();
  }
}

/** @throws Malformed with the usage for anything that cannot be meant. */
function readArguments(given: readonly string[]): { files: string[]; year: number | null } {
  const { values, positionals } = parsed(given);
  const year = values.year ?? null;
  if (positionals.length === 0) throw new Malformed(USAGE);
  if (year !== null && !/^(19|20)\d\d$/.test(year)) {
    throw new Malformed(`--year ${year} is not a year.\n${USAGE}`);
  }
  return { files: positionals, year: year === null ? null : Number(year) };
}

function parsed(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: { year: { type: 'string' } },
    });
  } catch (error) {
    throw new Malformed(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

function inWords(report: CollegeFileReport): string {
  const { rowsRead, matched, created, updated, unchanged, skipped, remarks } = report;
  return [
    `${report.file}: ${report.kind ?? 'not recognised'}\n`,
    `  ${rowsRead} rows: ${created} created, ${matched} matched (${updated} updated, ${unchanged} unchanged), ${skipped.length} skipped\n`,
    `  ${report.withheldCells} cells without a published figure, ${report.supersededFigures} figures that give way to known ones\n`,
    ...report.notes.map((note) => `  note: ${note}\n`),
    shown('skipped', skipped),
    shown('left out', remarks),
  ].join('');
}

function shown(what: string, remarks: readonly RowRemark[]): string {
  const rest = remarks.length - MOST_SHOWN;
  const lines = remarks
    .slice(0, MOST_SHOWN)
    .map(({ row, reason }) => `  ${what}: row ${row} ${reason}\n`);
  return `${lines.join('')}${rest > 0 ? `  … and ${rest} more ${what}\n` : ''}`;
}
