import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { eventually } from '../../support/eventually';
import type { Reply } from '../../support/http-client';
import { Gate, ModelServer, pausing, speaking } from '../../support/model-server';
import { type OpenStream, wordsOf } from '../../support/open-stream';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const DEADLINE_MS = 30_000;

describe('Learning: the list of chats, their names and their end', () => {
  let model: ModelServer;
  let app: TestApp;
  let room: Classroom;
  let pupil: Person;
  let lesson: number;

  beforeAll(async () => {
    model = await ModelServer.start();
    app = await testApp({ environment: model.environment });
    room = await classroom(app);
  });
  beforeEach(async () => {
    model.script = speaking;
    pupil = await person(app);
    lesson = await addLesson(app, room);
    model.newCalls();
  });
  afterAll(async () => {
    await app.stop();
    await model.stop();
  });

  const asPupil = (): { token: string } => ({ token: pupil.token });
  const list = (query = ''): Promise<Reply> =>
    app.learning.get(`/chat/sessions${query}`, asPupil());
  const idsOf = ({ body }: Reply): number[] => body.map(({ id }: { id: number }) => id);
  const rename = (id: number, body: unknown): Promise<Reply> =>
    app.learning.patch(`/chat/sessions/${id}`, body, asPupil());
  const remove = (id: number): Promise<Reply> =>
    app.learning.delete(`/chat/sessions/${id}`, asPupil());
  const nodeCount = async (): Promise<number> =>
    (await app.database.query('SELECT 1 FROM reply_nodes WHERE content_item_id = $1', [lesson]))
      .length;

  describe('The list', () => {
    it('has pages, and can be of one content item alone', async () => {
      const other = await addLesson(app, room);
      const ids: number[] = [];
      for (const item of [lesson, other, lesson]) {
        ids.unshift((await ChatStudent.open(app, item, pupil)).sessionId);
      }
      expect(idsOf(await list())).toEqual(ids);
      expect(idsOf(await list('?limit=2'))).toEqual(ids.slice(0, 2));
      expect(idsOf(await list('?skip=2&limit=2'))).toEqual(ids.slice(2));
      expect(idsOf(await list('?skip=3'))).toEqual([]);
      expect(idsOf(await list(`?content_item_id=${lesson}`))).toEqual([ids[0], ids[2]]);
      expect(idsOf(await list(`?content_item_id=${lesson}&skip=1`))).toEqual([ids[2]]);
      expect(idsOf(await list('?content_item_id=2000000000'))).toEqual([]);
    });

    it.each(['content_item_id=0', 'content_item_id=x', 'limit=0', 'limit=101', 'skip=-1', 'q=1'])(
      'refuses %s',
      async (query) => {
        expect((await list(`?${query}`)).status).toBe(422);
      },
    );
  });

  describe('A name', () => {
    it('is given, shown and changed, and moves nothing in the list', async () => {
      const first = await ChatStudent.open(app, lesson, pupil);
      const second = await ChatStudent.open(app, lesson, pupil);
      const before = await first.session();
      const named = await rename(first.sessionId, { title: '  Before the exam ' });
      expect(named.status).toBe(200);
      const { messages, ...session } = before;
      expect(messages).toEqual([]);
      expect(named.body).toEqual({ ...session, title: 'Before the exam' });
      expect((await first.session()).title).toBe('Before the exam');
      expect((await rename(first.sessionId, { title: 'After it' })).body.title).toBe('After it');
      expect(idsOf(await list())).toEqual([second.sessionId, first.sessionId]);
    });

    it.each([
      {},
      { title: '' },
      { title: '   ' },
      { title: null },
      { title: 7 },
      { title: 'x'.repeat(201) },
      { title: 'Fine', share_token: 'mine' },
    ])('is not %j', async (body) => {
      const student = await ChatStudent.open(app, lesson, pupil);
      expect((await rename(student.sessionId, body)).status).toBe(422);
      expect((await student.session()).title).toBeNull();
    });

    it('is for its student alone: a shared view does not show it', async () => {
      const student = await ChatStudent.open(app, lesson, pupil);
      await rename(student.sessionId, { title: 'Zephyrine, 9b' });
      const path = `/chat/sessions/${student.sessionId}/share`;
      const { share_token: token } = (await app.learning.post(path, undefined, asPupil())).body;
      const shared = await app.learning.get(`/chat/share/${token}`);
      expect(shared.status).toBe(200);
      expect(shared.text).not.toContain('Zephyrine');
    });
  });

  describe('Deleting', () => {
    it('takes the messages and the link along, and leaves the tree to others', async () => {
      const student = await ChatStudent.open(app, lesson, pupil);
      const greeting = await student.greet();
      await student.answer(1, 'A');
      const path = `/chat/sessions/${student.sessionId}/share`;
      const { share_token: token } = (await app.learning.post(path, undefined, asPupil())).body;
      expect((await remove(student.sessionId)).status).toBe(204);

      expect((await remove(student.sessionId)).status).toBe(404);
      expect((await student.say('Hello?')).status).toBe(404);
      expect((await app.learning.get(`/chat/share/${token}`)).status).toBe(404);
      expect(idsOf(await list())).toEqual([]);
      const left = await app.database.query(
        `SELECT id FROM chat_messages WHERE session_id = $1
         UNION ALL SELECT 1 FROM chat_turns WHERE session_id = $1`,
        [student.sessionId],
      );
      expect(left).toEqual([]);
      expect(await nodeCount()).toBe(2);
      model.newCalls();
      const next = await ChatStudent.open(app, lesson);
      expect((await next.greet()).content).toBe(greeting.content);
      expect(model.newCalls()).toBe(0);
    });

    it('ends a reply that is being made for it alone', async () => {
      const gate = new Gate();
      model.script = pausing(gate, ['Welcome ', 'to '], ['nothing.']);
      const student = await ChatStudent.open(app, lesson, pupil);
      const stream = await student.hearGreeting();
      await stream.take(2);
      expect((await remove(student.sessionId)).status).toBe(204);
      expect((await stream.rest()).at(-1)).toMatchObject({ error: { code: 'cancelled' } });
      expect(await model.lastCall.over).toBe(false);
      gate.open();
      expect(await nodeCount()).toBe(0);
      expect((await student.resume(0)).status).toBe(404);
    });

    it.each([
      ['who asked first', 0],
      ['who joined', 1],
    ])('by the student %s leaves the reply to the other one', async (_name, leaving) => {
      const gate = new Gate();
      model.script = pausing(gate, ['Welcome ', 'to '], ['search.']);
      const open = async (owner: Person): Promise<{ student: ChatStudent; stream: OpenStream }> => {
        const student = await ChatStudent.open(app, lesson, owner);
        const stream = await student.hearGreeting();
        await stream.take(2);
        return { student, stream };
      };
      const pair = [await open(pupil), await open(await person(app))];
      const [gone, left] = (leaving === 0 ? pair : pair.toReversed()) as [
        Awaited<ReturnType<typeof open>>,
        Awaited<ReturnType<typeof open>>,
      ];
      const { token } = gone.student.person;
      const path = `/chat/sessions/${gone.student.sessionId}`;
      expect((await app.learning.delete(path, { token })).status).toBe(204);
      expect((await gone.stream.rest()).at(-1)).toMatchObject({ error: { code: 'cancelled' } });
      gate.open();
      const rest = await left.stream.rest();
      expect(wordsOf(rest)).toBe('search.');
      expect(rest.at(-1)).toMatchObject({ message_id: expect.any(Number) });
      expect(model.newCalls()).toBe(1);
      expect(await nodeCount()).toBe(1);
      expect((await left.student.session()).messages).toHaveLength(2);
    });

    it('of sessions that are spoken to at the same time leaves nothing half done', async () => {
      const students = await Promise.all(
        Array.from({ length: 8 }, () => ChatStudent.open(app, lesson, pupil)),
      );
      const replies = await Promise.all(
        students.flatMap((student) => [student.say('Why?'), remove(student.sessionId)]),
      );
      for (const { status } of replies) expect([200, 204, 404, 409]).toContain(status);
      const left = idsOf(await list());
      const ended = students.filter(({ sessionId }) => !left.includes(sessionId));
      expect(ended.length).toBeGreaterThan(0);
      await eventually(
        () =>
          app.database.query(
            `SELECT g.id FROM generations g
             WHERE g.status = 'running' AND NOT EXISTS
               (SELECT 1 FROM chat_turns t WHERE t.generation_id = g.id AND t.status = 'running')`,
          ),
        (rows) => rows.length === 0,
        DEADLINE_MS,
      );
    });
  });
});
