import type { TestDatabase } from '../../../support/test-database';
import { Decimal, differences, type Figures } from './figure';
import { progress } from './progress';
import { type Question, rowsOf } from './question';

interface ToldCourse {
  readonly course_id: number;
  readonly title: string | null;
  readonly enrollments_by_status: Readonly<Record<string, number>>;
}

/**
 * Where the courses of the progress report differ from what each of them is by brute force. A
 * course of which nothing is to be told may be told with nothing or not at all.
 */
export async function differencesOfCourses(
  database: TestDatabase,
  question: Question,
  report: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const told = report['per_course'] as readonly ToldCourse[];
  const courses = await rowsOf<{ id: number; title: string | null }>(
    database,
    question,
    `SELECT mentioned.id, courses.title FROM asked, (
       SELECT course_id AS id FROM seen WHERE course_id IS NOT NULL UNION SELECT id FROM courses
     ) mentioned LEFT JOIN courses ON courses.id = mentioned.id
     WHERE asked.course IS NULL OR asked.course = mentioned.id`,
  );
  const wrong: string[] = [];
  for (const { id, title } of courses) {
    const figures = await progress(database, { ...question, courseId: id });
    const one = told.find(({ course_id }) => course_id === id);
    if (one === undefined && isNothing(figures)) continue;
    wrong.push(...differences(one, { course_id: id, title, ...figures }, `course ${id}`));
  }
  const enrolled = told.map(({ enrollments_by_status: by }) =>
    Object.values(by).reduce((sum, count) => sum + count, 0),
  );
  const falling = enrolled.toSorted((one, other) => other - one);
  return [
    ...wrong,
    ...differences(enrolled, falling, 'order of courses'),
    ...differences(report['courses_total'], told.length, 'courses_total'),
  ];
}

function isNothing(figures: Figures): boolean {
  if (figures instanceof Decimal) return figures.value === 0;
  if (typeof figures === 'object' && figures !== null) {
    return Object.values(figures).every((figure: Figures) => isNothing(figure));
  }
  return figures === 0 || figures === null;
}
