import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { eventually } from '../../support/eventually';
import { Gate, ModelServer, pausing, says } from '../../support/model-server';
import { wordsOf } from '../../support/open-stream';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const WORDS = ['Welcome ', 'to ', 'binary ', 'search.'];
const DEADLINE_MS = 30_000;

describe('Learning: clients that leave, come back and cancel', () => {
  let model: ModelServer;
  let app: TestApp;
  let room: Classroom;
  let pupil: Person;
  let lesson: number;
  let gate: Gate;

  beforeAll(async () => {
    model = await ModelServer.start();
    app = await testApp({ environment: model.environment });
    room = await classroom(app);
    pupil = await person(app);
  });
  beforeEach(async () => {
    lesson = await addLesson(app, room);
    gate = new Gate();
    model.script = pausing(gate, WORDS.slice(0, 2), WORDS.slice(2));
    model.newCalls();
  });
  afterEach(() => gate.open());
  afterAll(async () => {
    await app.stop();
    await model.stop();
  });

  const newcomer = (): Promise<ChatStudent> => ChatStudent.open(app, lesson, pupil);
  const replyOf = (student: ChatStudent): Promise<any> =>
    eventually(
      async () => (await student.session()).messages[1],
      (message) => message !== undefined,
      DEADLINE_MS,
    );

  it('makes and saves a reply that nobody waits for any more', async () => {
    const student = await newcomer();
    const stream = await student.hearGreeting();
    await stream.take(2);
    stream.leave();
    gate.open();
    expect((await replyOf(student)).content).toBe(WORDS.join(''));
    expect((await student.session()).cache_state).toBe('TRACKING');
    expect(await model.lastCall.over).toBe(true);
    const next = await newcomer();
    expect((await next.greet()).content).toBe(WORDS.join(''));
    expect(model.newCalls()).toBe(1);
  });

  it('makes a reply whose client left before the first word', async () => {
    const held = new Gate();
    model.script = pausing(held, [], WORDS);
    const student = await newcomer();
    (await student.hearGreeting()).leave();
    held.open();
    expect((await replyOf(student)).content).toBe(WORDS.join(''));
  });

  it('resumes a reply that is being made, at any chunk', async () => {
    const student = await newcomer();
    const stream = await student.hearGreeting();
    await stream.take(2);
    stream.leave();
    const resumed = await Promise.all([0, 1, 2, 4, 99].map((from) => student.hearFrom(from)));
    gate.open();
    const heard = await Promise.all(resumed.map((again) => again.rest()));
    expect(heard.map(wordsOf)).toEqual([
      'Welcome to binary search.',
      'to binary search.',
      'binary search.',
      '',
      '',
    ]);
    expect(new Set(heard.map((frames) => JSON.stringify(frames.at(-1)))).size).toBe(1);
    expect(model.newCalls()).toBe(1);
  });

  it('resumes a finished reply at any chunk, a fresh one and one from the tree alike', async () => {
    model.script = says(...WORDS);
    const [first, second] = [await newcomer(), await newcomer()];
    for (const student of [first, second]) {
      const { frames } = await student.greet();
      for (const from of [0, 1, 3]) {
        expect((await student.resume(from)).frames).toEqual(frames.slice(from));
      }
      for (const from of [4, 5, 1_000_000]) {
        expect((await student.resume(from)).frames).toEqual(frames.slice(-1));
      }
    }
    expect(model.newCalls()).toBe(1);
  });

  it.each(['-1', '1.5', '1e3', 'x', ''])('refuses to resume at %j', async (from) => {
    const student = await newcomer();
    const { token } = pupil;
    const reply = await app.learning.get(
      `/chat/sessions/${student.sessionId}/stream?from=${from}`,
      {
        token,
      },
    );
    expect(reply.status).toBe(422);
  });

  it('has nothing to resume or cancel before the first message', async () => {
    const student = await newcomer();
    const { token } = pupil;
    const path = `/chat/sessions/${student.sessionId}`;
    expect((await app.learning.get(`${path}/stream`, { token })).status).toBe(404);
    expect((await student.cancel()).status).toBe(409);
  });

  it('refuses a second message while the tutor answers, and forgets it', async () => {
    const student = await newcomer();
    const stream = await student.hearGreeting();
    await stream.take(1);
    for (const refused of [await student.say('Hello?'), await student.greet()]) {
      expect(refused.status).toBe(409);
      expect(JSON.parse(refused.text)).toEqual({ detail: expect.stringContaining('answering') });
    }
    gate.open();
    await stream.rest();
    const session = await student.session();
    expect(session.messages).toHaveLength(2);
    expect(session.cache_state).toBe('TRACKING');
    model.script = says('Of course.');
    expect((await student.say('Now?')).status).toBe(200);
  });

  it('has saved the reply when its last frame arrives', async () => {
    model.script = says(...WORDS);
    for (const student of [await newcomer(), await newcomer()]) {
      const stream = await student.hearGreeting();
      for (;;) {
        const frame = await stream.next();
        if (!frame.done) continue;
        const session = await student.session();
        expect(frame).toMatchObject({ message_id: session.messages[1].id });
        expect(session.messages[1].content).toBe(WORDS.join(''));
        break;
      }
      await stream.rest();
    }
  });

  it('cancels: the model is left, the message stays, the session is free', async () => {
    const student = await newcomer();
    const stream = await student.hearGreeting();
    await stream.take(2);
    const cancelled = await student.cancel();
    expect(cancelled.status).toBe(200);
    expect(cancelled.body).toEqual({ status: 'cancelled' });
    const last = { error: { code: 'cancelled', message: expect.any(String) }, done: true };
    expect(await stream.rest()).toEqual([last]);
    expect(await model.lastCall.over).toBe(false);
    expect((await student.resume(0)).frames).toEqual([last]);
    expect((await student.cancel()).status).toBe(409);
    const session = await student.session();
    expect(session.messages.map(({ content }: { content: string }) => content)).toEqual(['Start.']);
    expect(session.cache_state).toBe('TRACKING');

    model.script = says(...WORDS);
    expect((await student.greet()).content).toBe(WORDS.join(''));
    expect(model.lastCall.messages).toHaveLength(1);
    expect((await student.session()).cache_state).toBe('TRACKING');
  });

  it('cancels for one and goes on for the others, whoever asked first', async () => {
    const [starter, other] = [await newcomer(), await newcomer()];
    const [told, heard] = [await starter.hearGreeting(), await other.hearGreeting()];
    await Promise.all([told.take(2), heard.take(2)]);
    expect((await starter.cancel()).status).toBe(200);
    expect(await told.rest()).toEqual([
      { error: { code: 'cancelled', message: expect.any(String) }, done: true },
    ]);
    gate.open();
    expect(wordsOf(await heard.rest())).toBe('binary search.');
    expect((await other.session()).cache_node_id).not.toBeNull();
    expect((await starter.session()).messages).toHaveLength(1);
    expect((await starter.greet()).content).toBe(WORDS.join(''));
    expect(model.newCalls()).toBe(1);
  });

  it('cancels before the first word', async () => {
    const held = new Gate();
    model.script = pausing(held, [], WORDS);
    const student = await newcomer();
    const stream = await student.hearGreeting();
    await eventually(
      async () => model.newCalls(),
      (calls) => calls === 1,
      DEADLINE_MS,
    );
    expect((await student.cancel()).status).toBe(200);
    expect((await stream.rest()).at(-1)).toMatchObject({ error: { code: 'cancelled' } });
    expect(await model.lastCall.over).toBe(false);
    held.open();
  });
});
