import { parseArgs } from 'node:util';
import { CourseImportService } from '../domain/course-import/course-import.service';
import { placeOf, SourceRefused } from '../domain/course-import/course-import.errors';
import type { SourceProblem } from '../domain/course-import/course-outline';
import { readSource } from '../domain/course-import/folder-reader';
import type { ImportCounts, ImportReport } from '../domain/course-import/import-report';
import { ImportersService } from '../domain/course-import/importers.service';
import { Malformed } from '../kernel/errors';
import { loadConfiguration } from '../platform/config/configuration';
import { startTrellis } from '../start';

const USAGE = `trellis import course <path> [--university <id or name>] [--code <code>]
                             [--dry-run] [--as <email of a platform admin>]
  <path> is a folder, a .tar.gz or a .zip.`;
/** Beyond these, a terminal scrolls the summary away. */
const MOST_SHOWN = 50;

/** Imports a course from a folder or an archive and prints what became of it. */
export async function importCourse(): Promise<void> {
  const { path, university, code, email, isDryRun } = readArguments(process.argv.slice(3));
  const files = await readSource(path);
  const trellis = await startTrellis(loadConfiguration(), { surfaces: false, jobs: false });
  try {
    const actor = await trellis.app.get(ImportersService, { strict: false }).find(email);
    const imports = trellis.app.get(CourseImportService, { strict: false });
    const options = { university, code };
    const report = isDryRun
      ? await imports.preview(actor, files, options)
      : await imports.import(actor, files, options);
    process.stdout.write(inWords(report));
    if (!report.isImportable) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof SourceRefused)) throw error;
    process.stderr.write(`${problemsInWords(error.problems)}${error.message}\n`);
    process.exitCode = 1;
  } finally {
    await trellis.stop();
  }
}

interface Arguments {
  readonly path: string;
  readonly university: string | null;
  readonly code: string | null;
  readonly email: string | null;
  readonly isDryRun: boolean;
}

/** @throws Malformed with the usage for anything that cannot be meant. */
function readArguments(given: readonly string[]): Arguments {
  const { values, positionals } = parsed(given);
  const [kind, path, ...rest] = positionals;
  if (kind !== 'course' || path === undefined || rest.length > 0) throw new Malformed(USAGE);
  return {
    path,
    university: values.university ?? null,
    code: values.code ?? null,
    email: values.as ?? null,
    isDryRun: values['dry-run'] ?? false,
  };
}

function parsed(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        university: { type: 'string' },
        code: { type: 'string' },
        as: { type: 'string' },
        'dry-run': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new Malformed(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

function inWords(report: ImportReport): string {
  const changes = report.changes.map(
    ({ outcome, part, title }) => `  ${outcome.padEnd(11)} ${part.padEnd(7)} ${title}\n`,
  );
  const verdict = report.dryRun
    ? `Dry run, nothing is stored. ${report.isImportable ? 'It can be imported.' : 'It has errors.'}`
    : `Course ${report.courseId}.`;
  return [
    shown(changes),
    problemsInWords(report.problems),
    `${report.title} (${report.code})\n`,
    `  modules: ${countsInWords(report.modules)}\n`,
    `  content: ${countsInWords(report.content)}\n`,
    `${verdict}\n`,
  ].join('');
}

function problemsInWords(problems: readonly SourceProblem[]): string {
  const ofKind = (kind: SourceProblem['severity']): string =>
    shown(
      problems
        .filter(({ severity }) => severity === kind)
        .map((problem) => `${kind}: ${placeOf(problem)}${problem.message}\n`),
    );
  return `${ofKind('warning')}${ofKind('error')}`;
}

function countsInWords(counts: ImportCounts): string {
  return Object.entries(counts)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');
}

function shown(lines: readonly string[]): string {
  const rest = lines.length - MOST_SHOWN;
  return `${lines.slice(0, MOST_SHOWN).join('')}${rest > 0 ? `  … and ${rest} more\n` : ''}`;
}
