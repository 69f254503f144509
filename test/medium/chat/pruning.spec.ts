import { HitCounter } from '../../../src/domain/replies/hit-counter';
import { ReplyPruningService } from '../../../src/domain/chat/reply-pruning.service';
import { TUTOR_PROMPT } from '../../../src/domain/chat/tutor-prompts';
import { Client } from 'pg';
import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { eventually } from '../../support/eventually';
import { Gate, ModelServer, pausing, speaking } from '../../support/model-server';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const DEADLINE_MS = 30_000;

describe('pruning the reply tree', () => {
  let model: ModelServer;
  let app: TestApp;
  let room: Classroom;
  let pupil: Person;
  let lesson: number;

  beforeAll(async () => {
    model = await ModelServer.start();
    app = await testApp({ environment: model.environment });
    room = await classroom(app);
    pupil = await person(app);
  });
  beforeEach(async () => {
    model.script = speaking;
    lesson = await addLesson(app, room);
    model.newCalls();
  });
  afterAll(async () => {
    await app.stop();
    await model.stop();
  });

  const asAuthor = (): { token: string } => ({ token: room.instructor.token });
  const newcomer = (): Promise<ChatStudent> => ChatStudent.open(app, lesson, pupil);
  const prune = (): Promise<void> =>
    app.trellis.app.get(ReplyPruningService, { strict: false }).prune();
  const nodes = (): Promise<{ id: number; message: string; hits: number; parent: number }[]> =>
    app.database.query(
      `SELECT id, message, hits, parent_id AS parent FROM reply_nodes
       WHERE content_item_id = $1 ORDER BY id`,
      [lesson],
    );
  const messages = async (): Promise<string[]> => (await nodes()).map(({ message }) => message);

  /** A student who was greeted and has answered both questions: three nodes. */
  async function walker(): Promise<ChatStudent> {
    const student = await newcomer();
    await student.greet();
    await student.answer(1, 'A');
    await student.answer(2, 'A');
    return student;
  }

  async function expectToGoOnAlone(student: ChatStudent): Promise<void> {
    const before = await nodes();
    const session = await student.session();
    expect([session.cache_state, session.cache_node_id]).toEqual(['DIVERGED', null]);
    model.newCalls();
    expect((await student.answer(1, 'B')).last).toMatchObject({ message_id: expect.any(Number) });
    expect(model.newCalls()).toBe(1);
    expect(model.lastCall.messages.length).toBe(session.messages.length + 1);
    expect(await nodes()).toEqual(before);
  }

  it('leaves what can still serve, however often it runs', async () => {
    const student = await walker();
    await prune();
    await prune();
    expect(await nodes()).toHaveLength(3);
    expect((await student.session()).cache_state).toBe('TRACKING');
  });

  it('leaves the paths of both sides while the prompt is split, and then of one', async () => {
    const student = await walker();
    const draft = { name: TUTOR_PROMPT, prompt: `Other words for ${lesson}.` };
    const { version } = (await app.learning.post('/prompts/', draft, asAuthor())).body;
    const path = `/prompts/${encodeURIComponent(TUTOR_PROMPT)}/labels/production/split`;
    await app.learning.put(path, { version, percent: 100 }, asAuthor());
    const other = await newcomer();
    await other.greet();
    expect(model.lastCall.system).toContain(draft.prompt);
    await prune();
    expect(await nodes()).toHaveLength(4);
    await app.learning.delete(path, asAuthor());
    await prune();
    expect(await nodes()).toHaveLength(3);
    expect((await student.session()).cache_state).toBe('TRACKING');
    await expectToGoOnAlone(other);
  });

  it.each([
    [
      'a superseded prompt',
      () =>
        app.learning.post(
          '/prompts/',
          { name: TUTOR_PROMPT, prompt: `Teach {{title}}: ${lesson}.`, labels: ['production'] },
          asAuthor(),
        ),
    ],
    [
      'a superseded model',
      () => app.learning.put(`/courses/${room.courseId}`, { model: `m-${lesson}` }, asAuthor()),
    ],
    [
      'a superseded lesson',
      () => app.learning.put(`/content/${lesson}`, { title: `Lesson ${lesson}` }, asAuthor()),
    ],
  ])('removes the paths of %s; who stood there goes on', async (_name, change) => {
    const student = await walker();
    expect((await change()).status).toBeLessThan(300);
    const fresh = await newcomer();
    await fresh.greet();
    await prune();
    expect(await messages()).toEqual(['Start.']);
    expect((await fresh.session()).cache_state).toBe('TRACKING');
    await expectToGoOnAlone(student);
  });

  it('removes what served nobody for long, with all that hangs below it', async () => {
    const student = await walker();
    const other = await newcomer();
    await other.greet();
    await other.answer(1, 'B');
    const [greeting, right] = await nodes();
    await app.database.query(
      `UPDATE reply_nodes SET last_used_at = now() - interval '91 days' WHERE id = $1`,
      [right?.id],
    );
    await prune();
    expect((await nodes()).map(({ parent }) => parent)).toEqual([null, greeting?.id]);
    await expectToGoOnAlone(student);
    const again = await walker();
    expect((await again.session()).cache_state).toBe('TRACKING');
    expect(await nodes()).toHaveLength(4);
  });

  it('keeps a reply whose place goes away while it is made', async () => {
    const gate = new Gate();
    const student = await newcomer();
    await student.greet();
    model.script = pausing(gate, ['Half ', 'and '], ['half.']);
    const stream = await student.hear('{"questionId":1,"answer":"A"}');
    await stream.take(2);
    await app.database.query(`UPDATE reply_nodes SET last_used_at = '2020-01-01'`);
    await prune();
    gate.open();
    expect((await stream.rest()).at(-1)).toMatchObject({ message_id: expect.any(Number) });
    const session = await student.session();
    expect(session.messages.at(-1).content).toBe('Half and half.');
    model.script = speaking;
    expect(await nodes()).toEqual([]);
    await expectToGoOnAlone(student);
  });

  it('takes along a student who steps on a node at the same moment', async () => {
    await (await newcomer()).greet();
    const [greeting] = await nodes();
    const student = await newcomer();
    const other = await anotherConnection();
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM reply_nodes WHERE id = $1 FOR KEY SHARE', [greeting?.id]);
    await app.database.query(`UPDATE reply_nodes SET last_used_at = '2020-01-01' WHERE id = $1`, [
      greeting?.id,
    ]);
    const pruning = prune();
    await eventually(waitingStatements, (count) => count > 0, DEADLINE_MS);
    await student.greet();
    await other.query('COMMIT');
    await other.end();
    await pruning;
    expect(await nodes()).toEqual([]);
    await expectToGoOnAlone(student);
  });

  it('answers a student whose node goes away at the same moment by the model', async () => {
    await (await newcomer()).greet();
    const [greeting] = await nodes();
    const student = await newcomer();
    const other = await anotherConnection();
    await other.query('BEGIN');
    await other.query('DELETE FROM reply_nodes WHERE id = $1', [greeting?.id]);
    const greeted = student.greet();
    await eventually(waitingStatements, (count) => count > 0, DEADLINE_MS);
    await other.query('COMMIT');
    await other.end();
    expect((await greeted).last).toMatchObject({ message_id: expect.any(Number) });
    expect((await student.session()).cache_state).toBe('TRACKING');
    expect(model.newCalls()).toBe(2);
  });

  it('counts every hit, once', async () => {
    const students = [await newcomer()];
    await students[0]?.greet();
    while (students.length < 51) students.push(await newcomer());
    await Promise.all(students.slice(1).map((student) => student.greet()));
    const [counted] = await eventually(nodes, ([node]) => (node?.hits ?? 0) >= 50, DEADLINE_MS);
    expect(counted?.hits).toBe(50);
    await app.trellis.app.get(HitCounter, { strict: false }).onApplicationShutdown();
    expect((await nodes())[0]?.hits).toBe(50);
  });

  async function anotherConnection(): Promise<Client> {
    const client = new Client({ connectionString: app.database.url });
    await client.connect();
    return client;
  }

  async function waitingStatements(): Promise<number> {
    const [row] = await app.database.query<{ count: number }>(
      `SELECT count(*)::integer FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return row?.count ?? 0;
  }
});
