import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Sources of our own making; always there. */
const SAMPLES = path.join(__dirname, 'samples/course-sources');
/** Real courses and quizzes; not part of the repository, so they may be missing. */
const REAL = path.resolve(process.cwd(), '../shared/data/quizzes');

/** Whether the folders below are the real ones. */
export const HAS_REAL_COURSES = existsSync(REAL);

/** A folder of lessons in Markdown without front matter. */
export const LESSONS_FOLDER = HAS_REAL_COURSES
  ? path.join(REAL, 'iot_lessons')
  : path.join(SAMPLES, 'lessons');

/** A folder of GIFT files, each with the parse to expect beside it. */
export const GIFT_FOLDER = path.join(HAS_REAL_COURSES ? REAL : SAMPLES, 'gift');

/** An Open edX course as it was exported. */
export const OLX_FOLDER = HAS_REAL_COURSES
  ? path.join(REAL, 'openedx_olx')
  : path.join(SAMPLES, 'olx');

/** A small export of our own, with a component of every kind that becomes content. */
export const SMALL_OLX_FOLDER = path.join(SAMPLES, 'olx');

/** A GIFT file with its parse by another hand. */
export interface GiftFile {
  readonly name: string;
  readonly text: string;
  readonly expected: unknown;
}

/** Every GIFT file at hand, our own one included. */
export function giftFiles(): GiftFile[] {
  return [...new Set([GIFT_FOLDER, path.join(SAMPLES, 'gift')])].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.gift'))
      .map((name) => ({
        name,
        text: readFileSync(path.join(folder, name), 'utf8'),
        expected: JSON.parse(
          readFileSync(path.join(folder, name.replace(/gift$/, 'json')), 'utf8'),
        ) as unknown,
      })),
  );
}

/** The files below a folder by their path in it. */
export function filesBelow(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  return new Map(names.toSorted().map((name) => [name, readFileSync(path.join(folder, name))]));
}
