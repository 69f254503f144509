import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { Chance } from './activity-chance';

/** A row of a Moodle log as it is exported: times are local, without a zone. */
export interface MoodleRow {
  readonly user: string;
  readonly timecreated: string;
  readonly component: string;
  readonly event_name: string;
  readonly event_context: string;
  readonly action: string;
}

/** A real course; not part of the repository, so it may be missing. */
const REAL = path.resolve(process.cwd(), '../shared/data/lms/moodle_la_course/events.csv');

const VIEWS = [
  ['Page', 'Course module viewed', 'Page: Syllabus'],
  ['File', 'Course module viewed', 'File: Slides, week 1'],
  ['URL', 'Course module viewed', 'URL: "Further" reading'],
  ['Forum', 'Discussion viewed', 'Forum: Group work'],
  ['Forum', 'Post created', 'Forum: Group work'],
  ['Assignment', 'The status of the submission has been viewed.', 'Assignment: Essay'],
  ['Assignment', 'A submission has been submitted.', 'Assignment: Essay'],
  ['Quiz', 'Quiz attempt started', 'Quiz: Ethics'],
  ['Quiz', 'Quiz attempt submitted', 'Quiz: Ethics'],
  ['System', 'Course activity completion updated', 'Page: Syllabus'],
  ['System', 'Course viewed', 'Course: 1 : Analytics'],
] as const;

/** The rows of the real course where it is at hand, else of a made-up one in its shape. */
export function moodleRows(): MoodleRow[] {
  if (!existsSync(REAL)) return madeUpRows();
  return parse(readFileSync(REAL), { columns: true, bom: true }) as MoodleRow[];
}

/** Rows that look the same in one second are real: somebody clicked twice. */
function madeUpRows(): MoodleRow[] {
  const chance = new Chance('moodle');
  const users = Array.from({ length: 12 }, (_, index) => `u${index}f${index * 7}`);
  let time = Date.parse('2019-10-01T08:00:00Z');
  return Array.from({ length: 2500 }, () => {
    if (chance.of(0.9)) time += chance.whole(0, 3000) * 1000;
    const [component, event_name, event_context] = chance.pick(VIEWS);
    const timecreated = new Date(time).toISOString().slice(0, 19);
    const user = chance.pick(users);
    return { user, timecreated, component, event_name, event_context, action: 'General' };
  });
}

/** Writes rows as a file of a log, and returns its path. */
export function moodleFile(folder: string, name: string, rows: readonly MoodleRow[]): string {
  mkdirSync(folder, { recursive: true });
  const columns = ['user', 'timecreated', 'component', 'event_name', 'event_context', 'action'];
  const lines = rows.map((row) =>
    columns.map((column) => quoted(row[column as keyof MoodleRow])).join(','),
  );
  const file = path.join(folder, name);
  writeFileSync(file, `${[columns.join(','), ...lines].join('\n')}\n`);
  return file;
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
