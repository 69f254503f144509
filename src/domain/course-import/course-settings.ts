import type { JsonObject } from '../content/json-schema';
import { COURSE_LEVELS } from '../courses/course.entity';
import { type CourseSettings, NO_SETTINGS } from './course-outline';
import { readYaml, splitFrontMatter } from './front-matter';
import { MatterFields } from './matter-fields';
import type { ProblemLog } from './problem-log';
import type { SourceFiles } from './source-files';

/** The files that may describe a course, in this order. */
export const SETTINGS_FILES = ['course.yaml', 'course.yml', 'course.md'] as const;

/** What the settings file of a folder says. */
export interface FoundSettings {
  readonly settings: CourseSettings;
  /** Its path; empty when there is none. */
  readonly file: string;
}

/** Reads what a folder says about its course. */
export function readCourseSettings(files: SourceFiles, log: ProblemLog): FoundSettings {
  const file = SETTINGS_FILES.find((name) => files.has(name));
  if (file === undefined) return { settings: NO_SETTINGS, file: '' };
  const text = files.text(file, log);
  if (text === null) return { settings: NO_SETTINGS, file };
  if (!file.endsWith('.md')) {
    return { settings: toSettings(readYaml(file, text, log), null, file, log), file };
  }
  const parts = splitFrontMatter(file, text, log);
  const body = parts?.body.trim() ?? '';
  return {
    settings: toSettings(parts?.matter ?? null, body === '' ? null : body, file, log),
    file,
  };
}

function toSettings(
  matter: JsonObject | null,
  body: string | null,
  file: string,
  log: ProblemLog,
): CourseSettings {
  if (matter === null) return NO_SETTINGS;
  const fields = new MatterFields(matter, { file }, log);
  const settings = {
    title: fields.text('title', 200),
    code: fields.text('code', 50),
    description: fields.text('description', 5_000) ?? body?.slice(0, 5_000) ?? null,
    level: fields.word('level', COURSE_LEVELS),
    creditHours: fields.wholeNumber('credit_hours', 0, 1_000),
    department: fields.text('department', 50),
    university: fields.text('university', 200),
    isPublished: fields.flag('published'),
  };
  fields.noteUnknown();
  return settings;
}
