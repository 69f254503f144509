import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const VIDEO = { video_url: 'https://example.com/video.mp4' };
const BANK = [
  {
    id: 1,
    text: 'Which list can binary search use?',
    options: [
      { key: 'A', text: 'Any list', correct: false, explanation: 'It needs an order.' },
      { key: 'B', text: 'A sorted list', correct: true, explanation: 'Right.' },
    ],
  },
  {
    id: 2,
    text: 'How many looks for 8 items?',
    options: [
      { key: 'A', text: 'At most 4', correct: true },
      { key: 'B', text: 'At most 8', correct: false },
      { key: 'C', text: 'At most 64', correct: false },
    ],
  },
];
/** The bank as a student may see it. */
const OPEN_BANK = BANK.map(({ id, text, options }) => ({
  id,
  text,
  options: options.map(({ key, text: label }) => ({ key, text: label })),
}));

describe('Learning: content', () => {
  let app: TestApp;
  let admin: Person;
  let student: Person;
  let coach: Person;
  /** Writes the courses of the first university only. */
  let instructor: Person;
  let foreignInstructor: Person;
  let courseId: number;
  let otherCourseId: number;
  let moduleId: number;
  let types: Record<string, number>;

  beforeAll(async () => {
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
    student = await person(app);
    coach = await person(app, 'COACH');
    const universityId = await created('/universities/', { name: 'Larkspur', country_code: 'US' });
    const otherId = await created('/universities/', { name: 'Foxglove', country_code: 'US' });
    instructor = await instructorOf(universityId);
    foreignInstructor = await instructorOf(otherId);
    const course = { title: 'Algorithms', code: 'CS1', level: 'ADVANCED', credit_hours: 3 };
    courseId = await created('/courses/', { ...course, university_id: universityId });
    otherCourseId = await created('/courses/', { ...course, university_id: otherId });
    moduleId = await createModule(courseId);
    const listed = await app.learning.get('/content-types/', admin);
    types = Object.fromEntries(
      listed.body.map(({ name, id }: { name: string; id: number }) => [name, id]),
    );
  });
  afterAll(() => app.stop());

  async function created(path: string, body: object): Promise<number> {
    const reply = await app.learning.post(path, body, admin);
    expect(reply.status).toBe(201);
    return reply.body.id;
  }

  async function instructorOf(universityId: number): Promise<Person> {
    const someone = await person(app);
    await app.database.query(
      `INSERT INTO role_grants (user_id, role, university_id) VALUES ($1, 'INSTRUCTOR', $2)`,
      [someone.id, universityId],
    );
    return someone;
  }

  const createModule = (course_id: number, more: object = {}): Promise<number> =>
    created('/modules/', { course_id, title: 'Week 1', module_type: 'UNIT', ...more });

  const item = (type: string, data_json: unknown, more: object = {}) => ({
    module_id: moduleId,
    course_id: courseId,
    content_type_id: types[type],
    title: 'Lecture',
    data_json,
    ...more,
  });

  const createItem = (type: string, data_json: unknown, more: object = {}): Promise<number> =>
    created('/content/', item(type, data_json, more));

  it('knows the content types, for those who write courses', async () => {
    const list = await app.learning.get('/content-types/', instructor);
    expect(
      list.body.map(({ name, label }: { name: string; label: string }) => [name, label]),
    ).toEqual([
      ['video', 'Video'],
      ['lesson', 'Lesson'],
      ['quiz', 'Quiz'],
      ['article', 'Article'],
      ['lab', 'Lab'],
    ]);
    const quiz = await app.learning.get(`/content-types/${types['quiz']}`, instructor);
    expect(quiz.body).toEqual(list.body[2]);
    expect(quiz.body.schema.$defs.option.properties.correct).toEqual({
      type: 'boolean',
      'x-answer': true,
    });
    expect((await app.learning.get('/content-types/', student)).status).toBe(403);
    expect((await app.learning.get('/content-types/1', coach)).status).toBe(403);
    expect((await app.learning.get('/content-types/999', admin)).status).toBe(404);
  });

  it('creates the video of the contract with the very ids of its sample', async () => {
    const sample = {
      module_id: moduleId,
      course_id: courseId,
      content_type_id: 1,
      title: 'Lecture Video',
      description: 'First lecture',
      data_json: VIDEO,
      estimated_duration_seconds: 1800,
      sequence_index: 0,
    };
    const reply = await app.learning.post('/content/', sample, instructor);
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      id: expect.any(Number),
      ...sample,
      content_type: { name: 'video', label: 'Video' },
      is_published: true,
      is_gated: false,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    expect((await app.learning.get(`/content/${reply.body.id}`, student)).body).toEqual(reply.body);
    const longer = { ...VIDEO, duration: 600 };
    const id = await createItem('video', longer);
    expect((await app.learning.get(`/content/${id}`, student)).body.data_json).toEqual(longer);
  });

  it('keeps the answers of a quiz from everybody who does not write the course', async () => {
    const quiz = { body: 'Take your time.', questions: BANK };
    const ownModule = await createModule(courseId);
    const id = await createItem('quiz', quiz, { module_id: ownModule });
    const list = `/content/modules/${ownModule}/content`;
    for (const who of [student, coach, foreignInstructor]) {
      const one = await app.learning.get(`/content/${id}`, who);
      expect(one.body.data_json).toEqual({ body: 'Take your time.', questions: OPEN_BANK });
      expect(one.text).not.toMatch(/correct|explanation|option_keys|lesson_hash/);
      const all = await app.learning.get(list, who);
      expect(all.body).toEqual([one.body]);
    }
    for (const who of [instructor, admin]) {
      expect((await app.learning.get(`/content/${id}`, who)).body.data_json).toEqual(quiz);
      expect((await app.learning.get(list, who)).body[0].data_json).toEqual(quiz);
    }
  });

  it('keeps the solution of a lab from students too', async () => {
    const lab = { instructions: 'Sort it.', starter_code: 'list = []', solution: 'list.sort()' };
    const id = await createItem('lab', { ...lab, questions: BANK });
    expect((await app.learning.get(`/content/${id}`, student)).body.data_json).toEqual({
      instructions: 'Sort it.',
      starter_code: 'list = []',
      questions: OPEN_BANK,
    });
  });

  it('takes a bank along with any kind of content', async () => {
    for (const [type, data] of [
      ['lesson', { body: '# Searching' }],
      ['article', { body: '# Searching' }],
      ['video', { ...VIDEO, transcript: 'Hello.' }],
    ] as const) {
      const id = await createItem(type, { ...data, questions: BANK });
      const { data_json } = (await app.learning.get(`/content/${id}`, student)).body;
      expect(data_json).toEqual({ ...data, questions: OPEN_BANK });
    }
  });

  it.each([
    ['video', {}, ['video_url']],
    ['video', { video_url: 'not a link' }, ['video_url']],
    ['video', { video_url: 'javascript:alert(1)' }, ['video_url']],
    ['video', { ...VIDEO, duration: 'long' }, ['duration']],
    ['video', { ...VIDEO, autoplay: true }, ['autoplay']],
    ['video', { ...VIDEO, toString: 'T' }, ['toString']],
    ['lesson', { body: '' }, ['body']],
    ['lesson', { body: 'x'.repeat(200_001) }, ['body']],
    ['article', {}, ['body']],
    ['lab', { solution: 'S' }, ['instructions']],
    ['quiz', {}, ['questions']],
    ['quiz', { questions: [] }, ['questions']],
    ['quiz', { questions: [{ ...BANK[0], id: 0 }] }, ['questions', 0, 'id']],
    ['quiz', { questions: [{ ...BANK[0], id: '1' }] }, ['questions', 0, 'id']],
    ['quiz', { questions: [{ ...BANK[0], hint: 'H' }] }, ['questions', 0, 'hint']],
    [
      'quiz',
      { questions: [{ ...BANK[0], options: BANK[0]?.options.slice(1) }] },
      ['questions', 0, 'options'],
    ],
    [
      'quiz',
      {
        questions: [BANK[0], { ...BANK[1], options: [{ key: 'a', text: 'x', correct: true }, {}] }],
      },
      ['questions', 1, 'options', 0, 'key'],
    ],
    ['quiz', { questions: [BANK[0], BANK[0]] }, ['questions', 1, 'id']],
    [
      'quiz',
      { questions: [{ ...BANK[0], options: [BANK[0]?.options[1], BANK[0]?.options[1]] }] },
      ['questions', 0, 'options', 1, 'key'],
    ],
    [
      'quiz',
      {
        questions: [
          {
            ...BANK[0],
            options: BANK[0]?.options.map((option) => ({ ...option, correct: false })),
          },
        ],
      },
      ['questions', 0, 'options'],
    ],
    ['video', [], []],
    ['video', 'text', []],
    ['video', null, []],
    ['video', undefined, []],
  ])('refuses data that no %s has: %j', async (type, data, place) => {
    const reply = await app.learning.post('/content/', item(type, data), admin);
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['body', 'data_json', ...place]);
  });

  it('names a place that does not exist', async () => {
    const elsewhere = await createModule(otherCourseId);
    for (const [field, more] of [
      ['module_id', { module_id: elsewhere }],
      ['module_id', { module_id: 999_999 }],
      ['course_id', { course_id: 999_999 }],
      ['content_type_id', { content_type_id: 999_999 }],
    ] as const) {
      const reply = await app.learning.post('/content/', item('video', VIDEO, more), admin);
      expect(reply.status).toBe(422);
      expect(reply.body.detail[0].loc).toEqual(['body', field]);
    }
  });

  it.each([
    ['title', ' '],
    ['sequence_index', -1],
    ['sequence_index', null],
    ['estimated_duration_seconds', 2_147_483_648],
    ['estimated_duration_seconds', 0.5],
    ['is_published', 'yes'],
    ['lesson_hash', 'x'],
    ['option_keys', {}],
  ])('refuses %s = %p', async (field, value) => {
    const reply = await app.learning.post(
      '/content/',
      item('video', VIDEO, { [field]: value }),
      admin,
    );
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['body', field]);
  });

  it('changes what is given, replaces the data as a whole, and checks it anew', async () => {
    const id = await createItem('quiz', { body: 'Easy.', questions: BANK }, { sequence_index: 4 });
    const path = `/content/${id}`;
    const before = (await app.learning.get(path, instructor)).body;
    const retitled = await app.learning.put(path, { title: 'Final quiz' }, instructor);
    expect(retitled.status).toBe(200);
    expect(retitled.body).toEqual({
      ...before,
      title: 'Final quiz',
      updated_at: expect.any(String),
    });
    const data_json = { questions: BANK.slice(0, 1) };
    const replaced = await app.learning.put(path, { data_json }, instructor);
    expect(replaced.body.data_json).toEqual(data_json);
    expect((await app.learning.put(path, { data_json: {} }, instructor)).status).toBe(422);
    expect((await app.learning.put(path, { data_json: null }, instructor)).status).toBe(422);
    const asVideo = { content_type_id: types['video'] };
    expect((await app.learning.put(path, asVideo, instructor)).status).toBe(422);
    const turned = await app.learning.put(path, { ...asVideo, data_json: VIDEO }, instructor);
    expect(turned.body).toMatchObject({
      content_type: { name: 'video' },
      data_json: VIDEO,
      sequence_index: 4,
    });
    expect((await app.learning.get(path, instructor)).body).toEqual(turned.body);
  });

  it('moves an item within the courses that its author writes', async () => {
    const id = await createItem('video', VIDEO);
    const sibling = await createModule(courseId);
    const elsewhere = await createModule(otherCourseId);
    const moved = await app.learning.put(`/content/${id}`, { module_id: sibling }, instructor);
    expect(moved.body.module_id).toBe(sibling);
    const halfWay = { module_id: elsewhere };
    expect((await app.learning.put(`/content/${id}`, halfWay, admin)).status).toBe(422);
    const away = { module_id: elsewhere, course_id: otherCourseId };
    expect((await app.learning.put(`/content/${id}`, away, instructor)).status).toBe(403);
    expect((await app.learning.put(`/content/${id}`, away, admin)).body).toMatchObject(away);
  });

  it('keeps writes from those who do not write the course', async () => {
    const id = await createItem('video', VIDEO);
    const body = item('video', VIDEO);
    for (const who of [student, coach, foreignInstructor]) {
      expect((await app.learning.post('/content/', body, who)).status).toBe(403);
      expect((await app.learning.put(`/content/${id}`, { title: 'No' }, who)).status).toBe(403);
      expect((await app.learning.delete(`/content/${id}`, who)).status).toBe(403);
    }
    expect((await app.learning.post('/content/', body)).status).toBe(401);
    expect((await app.learning.get(`/content/${id}`)).status).toBe(401);
  });

  it('lists the content of a module in its order', async () => {
    const ownModule = await createModule(courseId);
    const place = { module_id: ownModule };
    const last = await createItem('video', VIDEO, { ...place, sequence_index: 7 });
    const first = await createItem('lesson', { body: 'Text' }, { ...place, sequence_index: 1 });
    const twin = await createItem('video', VIDEO, { ...place, sequence_index: 1 });
    const list = await app.learning.get(`/content/modules/${ownModule}/content`, student);
    expect(list.body.map(({ id }: { id: number }) => id)).toEqual([first, twin, last]);
    expect((await app.learning.get('/content/modules/999999/content', student)).status).toBe(404);
  });

  it('hides what is not published, wherever in its course that is said', async () => {
    const hiddenModule = await createModule(courseId, { is_published: false });
    const below = await createModule(courseId, { parent_module_id: hiddenModule });
    const openModule = await createModule(courseId);
    const draft = await createItem('video', VIDEO, { module_id: openModule, is_published: false });
    const buried = await createItem('video', VIDEO, { module_id: below });
    const { university_id, ...course } = (await app.learning.get(`/courses/${courseId}`, admin))
      .body;
    const draftCourse = await created('/courses/', {
      title: course.title,
      code: 'CS2',
      level: course.level,
      credit_hours: 1,
      university_id,
      is_published: false,
    });
    const inDraftCourse = await createItem('video', VIDEO, {
      course_id: draftCourse,
      module_id: await createModule(draftCourse),
    });
    for (const id of [draft, buried, inDraftCourse]) {
      expect((await app.learning.get(`/content/${id}`, student)).status).toBe(404);
      expect((await app.learning.get(`/content/${id}`, foreignInstructor)).status).toBe(404);
      expect((await app.learning.delete(`/content/${id}`, foreignInstructor)).status).toBe(404);
      expect((await app.learning.get(`/content/${id}`, instructor)).status).toBe(200);
    }
    expect(
      (await app.learning.get(`/content/modules/${openModule}/content`, student)).body,
    ).toEqual([]);
    expect((await app.learning.get(`/content/modules/${below}/content`, student)).status).toBe(404);
    await app.learning.put(`/content/${draft}`, { is_published: true }, instructor);
    expect((await app.learning.get(`/content/${draft}`, student)).status).toBe(200);
  });

  it('removes an item', async () => {
    const id = await createItem('video', VIDEO);
    expect((await app.learning.delete(`/content/${id}`, instructor)).status).toBe(204);
    expect((await app.learning.get(`/content/${id}`, admin)).status).toBe(404);
    expect((await app.learning.delete(`/content/${id}`, instructor)).status).toBe(404);
  });
});
