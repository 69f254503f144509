import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { ModelServer, refuses, type Script, says, speaking } from '../../support/model-server';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const words = { text: 'Half an ans' };
const never = new Promise<void>(() => undefined);

/** Every way in which a model fails, and the code that the client hears. */
const FAILURES: readonly {
  name: string;
  script: Script;
  code: string;
  calls: number;
  ofSilence?: true;
}[] = [
  {
    name: 'an error inside a stream that began well',
    script: () => [words, { raw: 'data: {"error":{"message":"Overloaded","code":529}}\n\n' }],
    code: 'model_stream_broken',
    calls: 1,
  },
  {
    name: 'an error inside a stream before the first word',
    script: () => [{ raw: 'data: {"error":{"message":"Overloaded","code":529}}\n\n' }],
    code: 'model_stream_broken',
    calls: 2,
  },
  {
    name: 'a connection that breaks off in the middle',
    script: () => [words, { breakOff: true }],
    code: 'model_stream_broken',
    calls: 1,
  },
  {
    name: 'a stream that ends without saying that it is complete',
    script: () => [words],
    code: 'model_stream_broken',
    calls: 1,
  },
  { name: 'status 500, twice', script: refuses(500), code: 'model_unavailable', calls: 2 },
  { name: 'status 429, twice', script: refuses(429), code: 'model_unavailable', calls: 2 },
  { name: 'status 400', script: refuses(400), code: 'model_rejected_request', calls: 1 },
  {
    name: 'a key that is not accepted',
    script: refuses(401),
    code: 'model_access_denied',
    calls: 1,
  },
  { name: 'a reply without a word', script: says(), code: 'empty_reply', calls: 1 },
  { name: 'a reply of blanks', script: says(' ', '\n'), code: 'empty_reply', calls: 1 },
  {
    name: 'silence before the first word, twice',
    script: async function* reply() {
      yield { raw: ': one moment\n\n' };
      await never;
    },
    code: 'model_timed_out',
    calls: 2,
    ofSilence: true,
  },
  {
    name: 'silence in the middle',
    script: async function* reply() {
      yield words;
      await never;
    },
    code: 'model_timed_out',
    calls: 1,
    ofSilence: true,
  },
];

describe('Learning: when the model fails', () => {
  let model: ModelServer;
  let app: TestApp;
  /** Has little patience with a silent model. */
  let impatient: TestApp;
  let room: Classroom;
  let pupil: Person;
  let lesson: number;

  beforeAll(async () => {
    model = await ModelServer.start();
    app = await testApp({ environment: model.environment });
    impatient = await testApp({
      environment: {
        ...model.environment,
        LLM_FIRST_TOKEN_TIMEOUT_MS: '5000',
        LLM_IDLE_TIMEOUT_MS: '400',
      },
      database: app.database,
    });
    room = await classroom(app);
    pupil = await person(app);
  });
  beforeEach(async () => {
    lesson = await addLesson(app, room);
    model.script = speaking;
    model.newCalls();
  });
  afterAll(async () => {
    await impatient.stop();
    await app.stop();
    await model.stop();
  });

  const newcomer = (): Promise<ChatStudent> => ChatStudent.open(app, lesson, pupil);
  const nodeCount = async (): Promise<number> =>
    (await app.database.query('SELECT 1 FROM reply_nodes WHERE content_item_id = $1', [lesson]))
      .length;

  it.each(FAILURES)('$name: $code, nothing stored, and on we go', async (failure) => {
    const student = await newcomer();
    await student.greet();
    const before = await student.session();
    model.newCalls();

    model.script = failure.script;
    const asking = failure.ofSilence ? student.at(impatient) : student;
    const failed = await asking.answer(1, 'A');
    expect(failed.status).toBe(200);
    expect(failed.last).toEqual({
      error: { code: failure.code, message: expect.stringMatching(/\w/) },
      done: true,
    });
    expect(failed.frames.filter(({ done }) => done)).toHaveLength(1);
    expect(model.newCalls()).toBe(failure.calls);

    const after = await student.session();
    expect(after.cache_state).toBe('TRACKING');
    expect(after.cache_node_id).toBe(before.cache_node_id);
    const roles = after.messages.map(({ role }: { role: string }) => role);
    expect(roles).toEqual(['user', 'assistant', 'user']);
    expect(await nodeCount()).toBe(1);
    const resumed = await student.resume(0);
    expect(resumed.frames).toEqual([failed.last]);

    model.script = speaking;
    const retry = await student.answer(1, 'A');
    expect(retry.last).toMatchObject({ message_id: expect.any(Number) });
    expect(model.lastCall.messages).toHaveLength(3);
    expect(await nodeCount()).toBe(2);
    const next = await newcomer();
    await next.greet();
    expect((await next.answer(1, 'A')).content).toBe(retry.content);
  });

  it('a 500 is tried once more before the first word, unseen by the student', async () => {
    model.script = (call) => (call.number % 2 === 1 ? refuses(500)(call) : speaking(call));
    if (model.calls.length % 2 === 1) await (await newcomer()).say('Make it even.');
    model.newCalls();
    const student = await newcomer();
    expect((await student.greet()).last).toMatchObject({ message_id: expect.any(Number) });
    expect(model.newCalls()).toBe(2);
    expect(await nodeCount()).toBe(1);
  });

  it.each(['length', 'content_filter'])(
    'a reply cut off by %s is told and kept for the student alone',
    async (finish) => {
      model.script = () => [{ text: 'As far as I got' }, { finish }];
      const student = await newcomer();
      const reply = await student.greet();
      expect(reply.content).toBe('As far as I got');
      expect(reply.last).toMatchObject({ message_id: expect.any(Number) });
      expect((await student.session()).cache_state).toBe('DIVERGED');
      expect(await nodeCount()).toBe(0);
    },
  );

  it('a free question that fails has left the tree all the same', async () => {
    const student = await newcomer();
    await student.greet();
    model.script = refuses(400);
    expect((await student.say('Why?')).last).toMatchObject({ error: expect.anything() });
    expect((await student.session()).cache_state).toBe('DIVERGED');
  });

  it('says so and recovers when a model that failed often is left alone', async () => {
    const { token } = room.instructor;
    await app.learning.put(`/courses/${room.courseId}`, { model: 'shaky-model' }, { token });
    const student = await newcomer();
    model.script = refuses(500);
    for (let count = 0; count < 5; count += 1) await student.greet();
    model.newCalls();
    const refused = await student.greet();
    expect(refused.last).toMatchObject({ error: { code: 'model_unavailable' }, done: true });
    expect(model.newCalls()).toBe(0);
    await app.learning.put(`/courses/${room.courseId}`, { model: null }, { token });
    model.script = speaking;
    expect((await student.say('Still there?')).last).toMatchObject({ content: '', done: true });
  });
});
