import { type CourseOutline, NO_SETTINGS } from './course-outline';
import { NoCourseFound } from './course-import.errors';
import { holdsMarkdownCourse, readMarkdownCourse } from './markdown-course';
import { titleFromName } from './markdown-text';
import { olxFolder, readOlxCourse } from './olx-course';
import type { ProblemLog } from './problem-log';
import type { SourceFiles } from './source-files';
import { requireStorableText } from './storable-text';

const LONGEST_CODE = 50;

/** An outline whose course has a title and a code. */
export interface NamedOutline extends CourseOutline {
  readonly title: string;
  readonly code: string;
}

/**
 * Reads a course from the files of a source, whatever its format. A source that does not name its
 * course has it named after its folder or archive.
 *
 * @param code what to call the course instead of what the source says.
 * @throws NoCourseFound
 */
export function readOutline(
  files: SourceFiles,
  code: string | null,
  log: ProblemLog,
): NamedOutline {
  const outline = outlineOf(files, log);
  requireStorableText(outline, log);
  const title = outline.settings.title ?? (titleFromName(files.name) || 'Imported course');
  const named = code ?? outline.settings.code;
  if (named === null && !log.hasErrors) {
    log.warning(
      { file: outline.settingsFile },
      `the source gives its course no code; it is called ${codeFrom(files.name)}`,
    );
  }
  return { ...outline, title, code: named ?? codeFrom(files.name) };
}

function outlineOf(files: SourceFiles, log: ProblemLog): CourseOutline {
  const folder = olxFolder(files);
  if (folder !== null) return readOlxCourse(files.below(folder), log);
  if (holdsMarkdownCourse(files)) return readMarkdownCourse(files, log);
  if (log.hasErrors) {
    return { format: 'markdown', settings: NO_SETTINGS, settingsFile: '', modules: [] };
  }
  throw new NoCourseFound();
}

function codeFrom(name: string): string {
  const code = name
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST_CODE)
    .replaceAll(/^-+|-+$/g, '');
  return code === '' ? 'IMPORTED' : code;
}
