import { type ContentDraft, ContentService } from '../../../src/domain/content/content.service';
import type { JsonObject } from '../../../src/domain/content/json-schema';
import { lessonHash } from '../../../src/domain/content/lesson';
import { LessonsService } from '../../../src/domain/content/lessons.service';
import { CoursesService } from '../../../src/domain/courses/courses.service';
import { ModulesService } from '../../../src/domain/courses/modules.service';
import { UniversitiesService } from '../../../src/domain/universities/universities.service';
import type { Actor, Role } from '../../../src/kernel/actor';
import { eventually } from '../../support/eventually';
import { testApp, type TestApp } from '../../support/test-app';

const actor = (role: Role): Actor => ({
  userId: 1,
  userUuid: '0198c0de-7e57-7abc-8def-0123456789ab',
  sessionId: '0198c0de-7e57-7abc-8def-0123456789ac',
  grants: [{ role, universityId: null }],
});
const author = actor('PLATFORM_ADMIN');
const student = actor('STUDENT');

const questions: readonly JsonObject[] = [
  {
    id: 4,
    text: 'Which?',
    options: [
      { key: 'A', text: 'This', correct: true, explanation: 'Because.' },
      { key: 'C', text: 'That', correct: false },
    ],
  },
];

describe('lessons', () => {
  let app: TestApp;
  let content: ContentService;
  let lessons: LessonsService;
  let place: { courseId: number; moduleId: number };
  let lessonTypeId: number;

  beforeAll(async () => {
    app = await testApp();
    const service = <Service>(type: new (...parameters: never[]) => Service): Service =>
      app.trellis.app.get<Service>(type, { strict: false });
    content = service(ContentService);
    lessons = service(LessonsService);
    const university = await service(UniversitiesService).create(author, {
      name: 'Larkspur',
      countryCode: 'US',
    });
    const course = await service(CoursesService).create(author, {
      title: 'Algorithms',
      code: 'CS1',
      description: null,
      level: 'INTRODUCTORY',
      creditHours: 3,
      isPublished: true,
      universityId: university.id,
      departmentId: null,
      primarySubjectId: null,
      cacheEnabled: true,
      model: null,
    });
    const module = await service(ModulesService).create(author, {
      courseId: course.id,
      parentModuleId: null,
      title: 'Week 1',
      description: null,
      moduleType: 'UNIT',
      sequenceIndex: 0,
      isPublished: true,
    });
    place = { courseId: course.id, moduleId: module.id };
    const [type] = await app.database.query<{ id: number }>(
      `SELECT id FROM content_types WHERE name = 'lesson'`,
    );
    lessonTypeId = type?.id as number;
  });
  afterAll(() => app.stop());

  const draft = (more: Partial<ContentDraft> = {}): ContentDraft => ({
    ...place,
    contentTypeId: lessonTypeId,
    title: 'Searching',
    description: null,
    dataJson: { questions, body: '# Searching' },
    sequenceIndex: 0,
    estimatedDurationSeconds: null,
    isPublished: true,
    isGated: false,
    ...more,
  });

  const stored = async (id: number) =>
    (
      await app.database.query<{ lesson_hash: Buffer; option_keys: unknown }>(
        'SELECT lesson_hash, option_keys FROM content_items WHERE id = $1',
        [id],
      )
    )[0];

  it('gives the tutor the answers that the student does not get', async () => {
    const { id } = await content.create(author, draft());
    const { item, lesson, course, module } = await lessons.getLesson(student, id);
    expect(lesson).toEqual({
      title: 'Searching',
      description: null,
      body: '# Searching',
      questions: [
        {
          id: 4,
          text: 'Which?',
          options: [
            { key: 'A', text: 'This', correct: true, explanation: 'Because.' },
            { key: 'C', text: 'That', correct: false, explanation: null },
          ],
        },
      ],
    });
    expect(item.optionKeys).toEqual({ '4': ['A', 'C'] });
    expect([course.title, module.title]).toEqual(['Algorithms', 'Week 1']);
    expect(JSON.stringify((await content.get(student, id)).dataJson)).not.toContain('Because');
  });

  it('teaches no lesson that the student may not know of', async () => {
    const { id } = await content.create(author, draft({ isPublished: false }));
    await expect(lessons.getLesson(student, id)).rejects.toThrow('does not exist');
    expect((await lessons.getLesson(author, id)).lesson.title).toBe('Searching');
  });

  it('stores with every write what the tutor sees, and nothing of what it does not', async () => {
    const { id } = await content.create(author, draft());
    const first = await stored(id);
    expect(first?.lesson_hash).toEqual(lessonHash(draft(), 'lesson'));
    const read = await lessons.getLesson(student, id);
    expect(lessonHash(read.item, 'lesson')).toEqual(first?.lesson_hash);

    await content.update(author, id, { sequenceIndex: 5, estimatedDurationSeconds: 60 });
    expect(await stored(id)).toEqual(first);

    await content.update(author, id, { title: 'Finding' });
    const renamed = await stored(id);
    expect(renamed?.lesson_hash).not.toEqual(first?.lesson_hash);
    expect(renamed?.option_keys).toEqual({ '4': ['A', 'C'] });

    await content.update(author, id, { title: 'Searching', dataJson: { body: '# Searching' } });
    const bankless = await stored(id);
    expect(bankless?.lesson_hash).not.toEqual(first?.lesson_hash);
    expect(bankless?.option_keys).toEqual({});

    await content.update(author, id, { dataJson: draft().dataJson });
    expect(await stored(id)).toEqual(first);
  });

  it('loses no word of either when two authors write at once', async () => {
    const { id } = await content.create(author, draft());
    await app.database.query('BEGIN');
    await app.database.query(`UPDATE content_items SET title = 'Finding' WHERE id = $1`, [id]);
    const second = content.update(author, id, { dataJson: { body: '# Finding' } });
    await eventually(
      () =>
        app.database.query(
          'SELECT pid FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))',
        ),
      (waiting) => waiting.length > 0,
      20_000,
    );
    await app.database.query('COMMIT');
    expect(await second).toMatchObject({ title: 'Finding', dataJson: { body: '# Finding' } });
    const { item } = await lessons.getLesson(author, id);
    expect(item.lessonHash).toEqual(lessonHash(item, 'lesson'));
  });
});
