import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { Gate, ModelServer, pausing, says } from '../../support/model-server';
import { type OpenStream, wordsOf } from '../../support/open-stream';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { TrellisBuild, TrellisProcess } from '../../support/trellis-process';

const WORDS = ['Welcome ', 'to ', 'binary ', 'search.'];
const TAKEN_OVER_MS = 15_000;

describe('processes that end while they make a reply', () => {
  let build: TrellisBuild;
  let model: ModelServer;
  let database: TestDatabase;
  let room: Classroom;
  let pupil: Person;
  let lessons: number[];
  let gate: Gate;
  let first: TrellisProcess;
  let second: TrellisProcess;

  beforeAll(async () => {
    build = await TrellisBuild.make();
    model = await ModelServer.start();
    database = await createTestDatabase();
    const app: TestApp = await testApp({ database });
    room = await classroom(app);
    pupil = await person(app);
    lessons = [];
    while (lessons.length < 4) lessons.push(await addLesson(app, room));
    await app.stop();
    [first, second] = await Promise.all([start(), start()]);
  }, 240_000);
  beforeEach(() => {
    gate = new Gate();
    model.newCalls();
    const next = model.calls.length + 1;
    const held = pausing(gate, WORDS.slice(0, 2), WORDS.slice(2));
    model.script = (call) => (call.number === next ? held : says(...WORDS))(call);
  });
  afterEach(() => gate.open());
  afterAll(async () => {
    await Promise.all([first.kill(), second.kill()]);
    await database.drop();
    await model.stop();
    build.remove();
  });

  const start = (): Promise<TrellisProcess> =>
    TrellisProcess.start(build, database.url, model.environment);

  async function beginOf(stream: OpenStream): Promise<OpenStream> {
    expect(wordsOf(await stream.take(2))).toBe('Welcome to ');
    return stream;
  }

  async function expectOneNode(lesson: number): Promise<void> {
    const nodes = await database.query(
      `SELECT content FROM reply_nodes WHERE content_item_id = $1 AND message = 'Start.'`,
      [lesson],
    );
    expect(nodes).toEqual([{ content: WORDS.join('') }]);
  }

  it('killed while others wait: another process takes over within 15 s', async () => {
    const lesson = lessons[0] as number;
    const starter = await ChatStudent.openAs(pupil, first, lesson);
    const told = await beginOf(await starter.hearGreeting());
    const call = model.lastCall;
    const followers = await Promise.all(
      [first, second, second, second].map((process) => ChatStudent.openAs(pupil, process, lesson)),
    );
    const [lost, ...heard] = await Promise.all(
      followers.map(async (follower) => beginOf(await follower.hearGreeting())),
    );

    const killed = Date.now();
    await first.kill();
    await expect(told.rest()).rejects.toThrow();
    await expect(lost?.rest()).rejects.toThrow();
    expect(await call.over).toBe(false);
    for (const stream of heard) {
      const rest = await stream.rest();
      expect(wordsOf(rest)).toBe('binary search.');
      expect(rest.at(-1)).toMatchObject({ done: true, message_id: expect.any(Number) });
    }
    expect(Date.now() - killed).toBeLessThan(TAKEN_OVER_MS);
    expect(model.newCalls()).toBe(2);
    await expectOneNode(lesson);

    const survivor = starter.at(second);
    const session = await survivor.session();
    expect(session.messages[1].content).toBe(WORDS.join(''));
    expect(session.cache_state).toBe('TRACKING');
    expect((await survivor.resume(2)).content).toBe('binary search.');
    expect((await survivor.answer(1, 'A')).status).toBe(200);
    const newcomer = await ChatStudent.openAs(pupil, second, lesson);
    expect((await newcomer.greet()).content).toBe(WORDS.join(''));
    expect((await newcomer.session()).messages[1].meta.source).toBe('cache');
  }, 240_000);

  it('killed while nobody else is there: the next start finishes the reply', async () => {
    const lesson = lessons[1] as number;
    await first.kill();
    const student = await ChatStudent.openAs(pupil, second, lesson);
    const told = await beginOf(await student.hearGreeting());
    await second.kill();
    await expect(told.rest()).rejects.toThrow();

    [first, second] = await Promise.all([start(), start()]);
    const back = student.at(second);
    const heard = await (await back.hearFrom(2)).rest();
    expect(wordsOf(heard)).toBe('binary search.');
    expect(heard.at(-1)).toMatchObject({ done: true, message_id: expect.any(Number) });
    expect((await back.session()).messages[1].content).toBe(WORDS.join(''));
    expect((await back.answer(1, 'A')).status).toBe(200);
    await expectOneNode(lesson);
  }, 240_000);

  it('stopped in order: it says to the end what it has begun, here and elsewhere', async () => {
    const lesson = lessons[2] as number;
    const starter = await ChatStudent.openAs(pupil, first, lesson);
    const follower = await ChatStudent.openAs(pupil, second, lesson);
    const told = await beginOf(await starter.hearGreeting());
    const heard = await beginOf(await follower.hearGreeting());
    const stopping = first.stop();
    gate.open();
    for (const stream of [told, heard]) {
      const rest = await stream.rest();
      expect(wordsOf(rest)).toBe('binary search.');
      expect(rest.at(-1)).toMatchObject({ done: true, message_id: expect.any(Number) });
    }
    expect(await stopping).toBe(0);
    expect(model.newCalls()).toBe(1);
    await expectOneNode(lesson);
  }, 240_000);

  it('stopped in order while the model does not come to an end: the next start does', async () => {
    const lesson = lessons[3] as number;
    const student = await ChatStudent.openAs(pupil, second, lesson);
    const told = await beginOf(await student.hearGreeting());
    const stopping = second.stop();
    expect(await told.rest()).toEqual([
      { error: { code: 'server_stopping', message: expect.any(String) }, done: true },
    ]);
    expect(await stopping).toBe(0);
    second = await start();
    const heard = await (await student.at(second).hearFrom(0)).rest();
    expect(wordsOf(heard)).toBe(WORDS.join(''));
    expect(model.newCalls()).toBe(2);
  }, 240_000);
});
