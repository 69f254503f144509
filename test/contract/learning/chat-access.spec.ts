import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import type { Reply } from '../../support/http-client';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const ROUTES: readonly [string, string, unknown?][] = [
  ['GET', ''],
  ['PATCH', '', { title: 'Mine now' }],
  ['DELETE', ''],
  ['POST', '/messages', { content: 'Hello' }],
  ['POST', '/greeting'],
  ['GET', '/stream?from=0'],
  ['POST', '/cancel'],
  ['POST', '/share'],
  ['DELETE', '/share'],
];

describe('Learning: whose chat it is, and about what', () => {
  let app: TestApp;
  let room: Classroom;
  let owner: Person;
  let lesson: number;

  beforeAll(async () => {
    app = await testApp();
    room = await classroom(app);
    owner = await person(app);
  });
  beforeEach(async () => {
    lesson = await addLesson(app, room);
  });
  afterAll(() => app.stop());

  const send = (
    [method, route, body]: (typeof ROUTES)[number],
    session: number | string,
    token?: string,
  ): Promise<Reply> =>
    app.learning.raw(
      method,
      `/chat/sessions/${session}${route}`,
      body === undefined ? undefined : JSON.stringify(body),
      {
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        ...(token === undefined ? {} : { token }),
      },
    );
  const asAuthor = (): { token: string } => ({ token: room.instructor.token });
  const open = (item: number, token = owner.token): Promise<Reply> =>
    app.learning.post('/chat/sessions', { content_item_id: item }, { token });

  it.each(ROUTES)('%s …%s hides a session from everybody but its student', async (...route) => {
    const student = await ChatStudent.open(app, lesson, owner);
    await student.greet();
    const before = await student.session();
    const stranger = await person(app);
    for (const { token } of [stranger, room.instructor, await person(app, 'PLATFORM_ADMIN')]) {
      const hidden = await send(route, student.sessionId, token);
      const missing = await send(route, 2_000_000_000, token);
      expect(hidden.status).toBe(404);
      expect(hidden.body).toEqual({ detail: expect.any(String) });
      expect(hidden.body).toEqual(missing.body);
    }
    expect((await send(route, student.sessionId)).status).toBe(401);
    expect((await send(route, 'x', owner.token)).status).toBe(422);
    expect((await send(route, '9'.repeat(20), owner.token)).status).toBe(422);
    expect(await student.session()).toEqual(before);
  });

  it('lists to each student only the own sessions, the last used first', async () => {
    const student = await person(app);
    const first = await ChatStudent.open(app, lesson, student);
    const second = await ChatStudent.open(app, lesson, student);
    await ChatStudent.open(app, lesson, owner);
    await first.greet();
    const { token } = student;
    const list = await app.learning.get('/chat/sessions', { token });
    expect(list.body.map(({ id }: { id: number }) => id)).toEqual([
      first.sessionId,
      second.sessionId,
    ]);
    const page = await app.learning.get('/chat/sessions?skip=1&limit=1', { token });
    expect(page.body.map(({ id }: { id: number }) => id)).toEqual([second.sessionId]);
    expect((await app.learning.get('/chat/sessions?limit=101', { token })).status).toBe(422);
  });

  it('opens nothing about what does not exist or makes no sense', async () => {
    expect((await open(2_000_000_000)).status).toBe(404);
    for (const body of [
      {},
      { content_item_id: '1' },
      { content_item_id: 0 },
      { content_item_id: 2 ** 53 },
    ]) {
      const reply = await app.learning.post('/chat/sessions', body, { token: owner.token });
      expect(reply.status).toBe(422);
    }
    const more = { content_item_id: lesson, user_id: 1, cache_state: 'TRACKING' };
    expect((await app.learning.post('/chat/sessions', more, { token: owner.token })).status).toBe(
      422,
    );
  });

  describe.each([
    ['the content item', 'UPDATE content_items SET is_published = $1 WHERE id = $2', () => lesson],
    ['its course', 'UPDATE courses SET is_published = $1 WHERE id = $2', () => room.courseId],
    ['its module', 'UPDATE modules SET is_published = $1 WHERE id = $2', () => room.moduleId],
  ])('when %s is unpublished', (_name, change, id) => {
    const publish = (isPublished: boolean): Promise<unknown> =>
      app.database.query(change, [isPublished, id()]);
    afterEach(() => publish(true));

    it('students neither open nor continue a chat about it, and can once it is back', async () => {
      const student = await ChatStudent.open(app, lesson, owner);
      await student.greet();
      await publish(false);
      expect((await open(lesson)).status).toBe(404);
      for (const refused of [
        await student.say('Hello'),
        await student.greet(),
        await student.answer(1, 'A'),
        await student.resume(0),
      ]) {
        expect(refused.status).toBe(404);
        expect(JSON.parse(refused.text)).toEqual({ detail: expect.any(String) });
      }
      const preview = await ChatStudent.open(app, lesson, room.instructor);
      expect((await preview.greet()).status).toBe(200);
      await publish(true);
      expect((await student.answer(1, 'A')).status).toBe(200);
      expect((await student.session()).cache_state).toBe('TRACKING');
    });
  });

  it('ends with the content item that it was about', async () => {
    const student = await ChatStudent.open(app, lesson, owner);
    await student.greet();
    expect((await app.learning.delete(`/content/${lesson}`, asAuthor())).status).toBe(204);
    expect((await student.say('Hello')).status).toBe(404);
    expect((await open(lesson)).status).toBe(404);
  });
});
