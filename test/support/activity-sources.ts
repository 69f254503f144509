import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { TestDatabase } from './test-database';

/** Files of our own making. */
const SAMPLES = path.join(__dirname, 'samples/activity');
/** Fixtures of standards; not part of the repository, so they may be missing. */
const REAL = path.resolve(process.cwd(), '../shared/data/lms');

/** A Moodle log as its report exports it: minutes only, with every kind of dirt. */
export const MOODLE_LOG = path.join(SAMPLES, 'moodle-log.csv');

/** Caliper events: three of our own in their envelope, and the fixtures of the standard. */
export const CALIPER_FILES = [
  path.join(SAMPLES, 'caliper-envelope.json'),
  ...jsonFilesIn(path.join(REAL, 'caliper')),
];

/** xAPI statements: a list of three of our own, and those that Open edX makes of its events. */
export const XAPI_FILES = [
  path.join(SAMPLES, 'xapi-statements.json'),
  ...jsonFilesIn(path.join(REAL, 'edx_events/xapi_expected')),
];

function jsonFilesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => path.join(folder, name));
}

/** A course with content of these titles. */
export async function courseWith(
  database: TestDatabase,
  code: string,
  titles: readonly string[],
): Promise<{ readonly id: number; readonly items: readonly number[] }> {
  const [course] = await database.query<{ id: number }>(
    `WITH university AS (
       INSERT INTO universities (name, country_code) VALUES ('University of ' || $1, 'US') RETURNING id
     )
     INSERT INTO courses (title, code, level, credit_hours, is_published, university_id)
     SELECT $1, $1, 'INTRODUCTORY', 4, true, id FROM university RETURNING id`,
    [code],
  );
  if (course === undefined) throw new Error('The course was not made.');
  const items = await database.query<{ id: number }>(
    `WITH module AS (
       INSERT INTO modules (course_id, title, module_type, is_published)
       VALUES ($1, 'Week 1', 'UNIT', true) RETURNING id
     )
     INSERT INTO content_items (course_id, module_id, content_type_id, title, data_json,
       is_published, lesson_hash)
     SELECT $1, module.id, (SELECT min(id) FROM content_types), given.title, '{}', true, ''
     FROM module, unnest($2::text[]) WITH ORDINALITY AS given (title, place)
     ORDER BY place RETURNING id`,
    [course.id, titles],
  );
  return { id: course.id, items: items.map(({ id }) => id) };
}

/** People without anything but a name; their addresses are `<name>@example.com`. */
export async function peopleNamed(
  database: TestDatabase,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query<{ id: number; name: string }>(
    `INSERT INTO users (email, username, full_name, password_hash)
     SELECT name || '@example.com', name, name, '-' FROM unnest($1::text[]) AS given (name)
     RETURNING id, full_name AS name`,
    [names],
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}
