import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { eventually } from '../../support/eventually';
import { Gate, ModelServer, pausing, says, type Script } from '../../support/model-server';
import { wordsOf } from '../../support/open-stream';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const WORDS = ['Welcome ', 'to ', 'binary ', 'search.'];
const DEADLINE_MS = 30_000;

describe('taking over a reply from a process that fell silent', () => {
  let model: ModelServer;
  let here: TestApp;
  let there: TestApp;
  let room: Classroom;
  let pupil: Person;
  let lesson: number;
  let gate: Gate;

  beforeAll(async () => {
    model = await ModelServer.start();
    // Long enough for no owner to lose it unless a test takes it away.
    const environment = { ...model.environment, REPLY_LEASE_MS: '9000' };
    here = await testApp({ environment });
    there = await testApp({ environment, database: here.database });
    room = await classroom(here);
    pupil = await person(here);
  });
  beforeEach(async () => {
    lesson = await addLesson(here, room);
    gate = new Gate();
    model.newCalls();
    model.script = firstThen(pausing(gate, WORDS.slice(0, 2), WORDS.slice(2)), says(...WORDS));
  });
  afterEach(() => gate.open());
  afterAll(async () => {
    await there.stop();
    await here.stop();
    await model.stop();
  });

  const newcomer = (): Promise<ChatStudent> => ChatStudent.open(here, lesson, pupil);
  const nodeCount = async (): Promise<number> =>
    (await here.database.query('SELECT 1 FROM reply_nodes WHERE content_item_id = $1', [lesson]))
      .length;

  /** One script for the next call, another for those after it. */
  function firstThen(first: Script, later: Script): Script {
    const next = model.calls.length + 1;
    return (call) => (call.number === next ? first : later)(call);
  }

  /** What a process leaves that was stopped in the middle: a lease that nobody prolongs. */
  async function silenceOwner(attempt = 1): Promise<void> {
    await here.database.query(
      `UPDATE generations SET owner = gen_random_uuid(), attempt = $1,
              lease_until = now() - interval '1 second' WHERE status = 'running'`,
      [attempt],
    );
  }

  it('hands its readers on, who hear the rest and no word twice', async () => {
    const student = await newcomer();
    const stream = await student.hearGreeting();
    expect(wordsOf(await stream.take(2))).toBe('Welcome to ');
    const call = model.lastCall;
    await silenceOwner();
    const rest = await stream.rest();
    expect(wordsOf(rest)).toBe('binary search.');
    expect(rest.at(-1)).toMatchObject({ message_id: expect.any(Number) });
    expect(model.newCalls()).toBe(2);
    expect(await call.over).toBe(false);
    const session = await student.session();
    expect(session.messages[1].content).toBe(WORDS.join(''));
    expect(session.cache_state).toBe('TRACKING');
    expect(await nodeCount()).toBe(1);
  });

  it('tells a reader who heard other words to begin anew', async () => {
    const other = ['Hello ', 'and ', 'welcome.'];
    model.script = firstThen(pausing(gate, WORDS.slice(0, 2), WORDS.slice(2)), says(...other));
    const student = await newcomer();
    const stream = await student.hearGreeting();
    await stream.take(2);
    await silenceOwner();
    expect((await stream.rest()).at(-1)).toEqual({
      error: { code: 'reply_restarted', message: expect.any(String) },
      done: true,
    });
    const again = await eventually(
      () => student.resume(0),
      ({ last }) => last !== undefined && 'message_id' in last,
      DEADLINE_MS,
    );
    expect(again.content).toBe(other.join(''));
  });

  it('keeps a reply off the tree when the lesson changed in between', async () => {
    const student = await newcomer();
    const stream = await student.hearGreeting();
    await stream.take(2);
    const { token } = room.instructor;
    await here.learning.put(`/content/${lesson}`, { title: 'Bisection' }, { token });
    await silenceOwner();
    expect((await stream.rest()).at(-1)).toMatchObject({ message_id: expect.any(Number) });
    expect(model.lastCall.system).toContain('Bisection');
    expect(await nodeCount()).toBe(0);
    expect((await student.session()).cache_state).toBe('DIVERGED');
  });

  it('gives a reply up that outlived five owners, and frees the session', async () => {
    const student = await newcomer();
    const stream = await student.hearGreeting();
    await stream.take(2);
    await silenceOwner(5);
    expect((await stream.rest()).at(-1)).toMatchObject({
      error: { code: 'generation_given_up' },
      done: true,
    });
    const retry = await student.greet();
    expect(retry.content).toBe(WORDS.join(''));
    expect((await student.session()).cache_state).toBe('TRACKING');
  });

  it('cancels a reply that another process makes', async () => {
    const student = await newcomer();
    const stream = await student.hearGreeting();
    await stream.take(2);
    expect((await student.at(there).cancel()).status).toBe(200);
    expect((await stream.rest()).at(-1)).toMatchObject({ error: { code: 'cancelled' } });
    expect(await model.lastCall.over).toBe(false);
  });

  it('cancels for one of two readers by another process; the other hears it all', async () => {
    const [leaver, stayer] = [await newcomer(), await newcomer()];
    const [left, stayed] = [await leaver.hearGreeting(), await stayer.hearGreeting()];
    await Promise.all([left.take(2), stayed.take(2)]);
    expect((await leaver.at(there).cancel()).status).toBe(200);
    expect(await left.rest()).toEqual([
      { error: { code: 'cancelled', message: expect.any(String) }, done: true },
    ]);
    gate.open();
    expect(wordsOf(await stayed.rest())).toBe('binary search.');
    expect(model.newCalls()).toBe(1);
  });

  it('leaves a session where it is when the database fails for a moment', async () => {
    gate.open();
    const student = await newcomer();
    await student.greet();
    const { token } = room.instructor;
    await here.learning.post('/prompts/', { name: `Aside ${lesson}`, prompt: '…' }, { token });
    await here.database.query('ALTER TABLE prompts RENAME TO prompts_away');
    const failed = await student.answer(1, 'A');
    await here.database.query('ALTER TABLE prompts_away RENAME TO prompts');
    expect(failed.status).toBeGreaterThanOrEqual(500);
    expect((await student.answer(1, 'A')).status).toBe(200);
    expect((await student.session()).cache_state).toBe('TRACKING');
  });
});
