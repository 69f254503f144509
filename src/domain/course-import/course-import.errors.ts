import { Conflict, Invalid, NotFound, TooLarge, Unprocessable } from '../../kernel/errors';
import type { SourceProblem } from './course-outline';

/** The source cannot be imported as it is; `problems` says why, file by file. */
export class SourceRefused extends Invalid {
  override readonly code = 'source_refused';
  readonly problems: readonly SourceProblem[];

  constructor(problems: readonly SourceProblem[]) {
    super(
      problems
        .filter(({ severity }) => severity === 'error')
        .map((problem) => ({
          path: [
            'body',
            'archive',
            ...(problem.file === '' ? [] : [problem.file]),
            ...(problem.line === null ? [] : [problem.line]),
          ],
          message: `${placeOf(problem)}${problem.message}`,
          rule: 'course_source',
        })),
      'The course was not imported: its source has errors.',
    );
    this.problems = problems;
  }
}

/** Neither a gzipped tar archive nor a zip archive, or a damaged one. */
export class UnreadableArchive extends Unprocessable {
  override readonly code = 'unreadable_archive';

  constructor(reason: string, options?: ErrorOptions) {
    super(`The archive cannot be read: ${reason}.`, options);
  }
}

/** An archive or a folder that would take more room than a course has. */
export class SourceTooLarge extends TooLarge {
  constructor(reason: string) {
    super(`The source is too large: ${reason}.`);
  }
}

/** There is nothing to read at this path. */
export class SourceNotFound extends NotFound {
  override readonly code = 'source_not_found';

  constructor(path: string) {
    super(`There is no folder and no archive at ${path}.`);
  }
}

/** A course that somebody wrote by hand has this code: an import would write over it. */
export class CourseNotImported extends Conflict {
  override readonly code = 'course_not_imported';

  constructor(code: string) {
    super(
      `The university has a course ${code} that was not imported. Choose another code, or remove it.`,
    );
  }
}

/** The files hold no course in a format that is known. */
export class NoCourseFound extends Unprocessable {
  override readonly code = 'no_course_found';

  constructor() {
    super('No course was found: neither a course.xml (OLX) nor any Markdown lesson or GIFT quiz.');
  }
}

/** Whose platform admin is to be asked for does not exist. */
export class ImporterNotFound extends NotFound {
  override readonly code = 'importer_not_found';

  constructor(email: string | null) {
    super(
      email === null
        ? 'There is no platform admin to import courses as.'
        : `${email} is no platform admin.`,
    );
  }
}

/** The university to import into is not named, or not one of ours. */
export class UniversityNotNamed extends Unprocessable {
  override readonly code = 'university_not_named';

  constructor(named: string | null) {
    super(
      named === null ? 'Name the university to import into.' : `There is no university ${named}.`,
    );
  }
}

/** A problem's place in words, e.g. `lessons/a.md:3:1: `; empty for the source as a whole. */
export function placeOf({ file, line, column }: SourceProblem): string {
  if (file === '') return '';
  return `${[file, line, column].filter((part) => part !== null).join(':')}: `;
}
