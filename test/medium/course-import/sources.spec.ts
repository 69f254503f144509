import { ImportersService } from '../../../src/domain/course-import/importers.service';
import { ImporterNotFound } from '../../../src/domain/course-import/course-import.errors';
import { CourseImportService } from '../../../src/domain/course-import/course-import.service';
import { readSource } from '../../../src/domain/course-import/folder-reader';
import type { ImportReport } from '../../../src/domain/course-import/import-report';
import type { Actor } from '../../../src/kernel/actor';
import {
  GIFT_FOLDER,
  HAS_REAL_COURSES,
  LESSONS_FOLDER,
  OLX_FOLDER,
} from '../../support/course-sources';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

describe('Importing real courses', () => {
  let database: TestDatabase;
  let process: TestProcess;
  let admin: Actor;

  beforeAll(async () => {
    database = await createTestDatabase();
    process = await testProcess(database, { jobs: false });
    await expect(process.get(ImportersService).find(null)).rejects.toThrow(ImporterNotFound);
    await database.query(
      `INSERT INTO users (email, username, full_name, password_hash, locale, time_zone)
       VALUES ('admin@example.com', 'admin', 'Admin', 'none', 'en', 'UTC')`,
    );
    await database.query(
      `INSERT INTO role_grants (user_id, role) SELECT id, 'PLATFORM_ADMIN' FROM users`,
    );
    await database.query(`INSERT INTO universities (name, country_code) VALUES ('Larkspur', 'US')`);
    admin = await process.get(ImportersService).find('Admin@Example.com');
  });
  afterAll(async () => {
    await process.stop();
    await database.drop();
  });

  const bring = async (folder: string): Promise<ImportReport> =>
    process.get(CourseImportService).import(admin, await readSource(folder), {
      university: 'Larkspur',
      code: null,
    });

  const stored = (courseId: number | null) =>
    database.query<{ kind: string; count: number; questions: number }>(
      `SELECT type.name AS kind, count(*)::integer AS count,
         sum(jsonb_array_length(coalesce(item.data_json -> 'questions', '[]')))::integer AS questions
       FROM content_items item JOIN content_types type ON type.id = item.content_type_id
       WHERE item.course_id = $1 GROUP BY type.name ORDER BY type.name`,
      [courseId],
    );

  const sum = (counts: object): number =>
    Object.values(counts).reduce((total: number, count: number) => total + count, 0);

  it.each([
    ['lessons', LESSONS_FOLDER, [{ kind: 'lesson', count: 12, questions: 0 }]],
    ['quizzes', GIFT_FOLDER, [{ kind: 'quiz', count: 24, questions: 57 }]],
    ['an Open edX course', OLX_FOLDER, [{ kind: 'quiz', count: 12, questions: 19 }]],
  ])('takes in %s whole, and finds nothing new the second time', async (_, folder, expected) => {
    const first = await bring(folder);
    expect(first.isImportable).toBe(true);
    expect(first.content.created).toBe(sum(first.content));
    expect(first.content.created).toBeGreaterThan(0);
    const content = await stored(first.courseId);
    expect(content.reduce((total, { count }) => total + count, 0)).toBe(first.content.created);
    if (HAS_REAL_COURSES) expect(content).toEqual(expected);
    const second = await bring(folder);
    expect(second).toMatchObject({
      courseId: first.courseId,
      changes: [],
      modules: { unchanged: first.modules.created, created: 0, updated: 0, unpublished: 0 },
      content: { unchanged: first.content.created, created: 0, updated: 0, unpublished: 0 },
      problems: first.problems,
    });
    expect(await stored(first.courseId)).toEqual(content);
  });

  it('tells of everything in the Open edX course that it leaves out', async () => {
    const { problems, modules } = await bring(OLX_FOLDER);
    expect(problems.every(({ severity, line }) => severity === 'warning' && line !== null)).toBe(
      true,
    );
    expect(problems.some(({ message }) => message.includes('is not supported'))).toBe(true);
    expect(problems.some(({ message }) => message.includes('is missing'))).toBe(true);
    if (HAS_REAL_COURSES) {
      expect(sum(modules)).toBe(6 + 17 + 58);
      expect(problems.filter(({ message }) => message.includes('is missing'))).toHaveLength(277);
    }
  });
});
