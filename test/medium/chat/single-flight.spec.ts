import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import type { StreamedReply } from '../../support/event-stream';
import { Gate, ModelServer, pausing, says } from '../../support/model-server';
import { wordsOf } from '../../support/open-stream';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const WORDS = ['Welcome ', 'to ', 'binary ', 'search.'];

describe('single flight: whoever asks for the same missing reply shares one call', () => {
  let model: ModelServer;
  let here: TestApp;
  let there: TestApp;
  let room: Classroom;
  let pupils: Person[];
  let lesson: number;

  beforeAll(async () => {
    model = await ModelServer.start();
    here = await testApp({ environment: model.environment });
    there = await testApp({ environment: model.environment, database: here.database });
    room = await classroom(here);
    pupils = [];
    for (let count = 0; count < 5; count += 1) pupils.push(await person(here));
  });
  beforeEach(async () => {
    lesson = await addLesson(here, room);
    model.script = says(...WORDS);
    model.newCalls();
  });
  afterAll(async () => {
    await there.stop();
    await here.stop();
    await model.stop();
  });

  async function newcomers(size: number, app = here): Promise<ChatStudent[]> {
    const students: ChatStudent[] = [];
    while (students.length < size) {
      const batch = Array.from({ length: Math.min(20, size - students.length) }, (_, index) =>
        ChatStudent.open(app, lesson, pupils[index % pupils.length]),
      );
      students.push(...(await Promise.all(batch)));
    }
    return students;
  }

  async function expectOneFlight(
    students: readonly ChatStudent[],
    replies: readonly StreamedReply[],
  ): Promise<void> {
    expect(model.newCalls()).toBe(1);
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(replies.map(({ content }) => content))).toEqual(new Set([WORDS.join('')]));
    for (const { last } of replies) expect(last).toMatchObject({ message_id: expect.any(Number) });
    const ids = students.map(({ sessionId }) => sessionId);
    const rows = await here.database.query(
      `SELECT cache_state, active_turn_id, count(DISTINCT cache_node_id)::integer AS nodes,
              count(*)::integer AS sessions
       FROM chat_sessions WHERE id = ANY($1) GROUP BY 1, 2`,
      [ids],
    );
    expect(rows).toEqual([
      { cache_state: 'TRACKING', active_turn_id: null, nodes: 1, sessions: students.length },
    ]);
    const told = await here.database.query<{ content: string; count: number; asked: number }>(
      `SELECT content, count(*)::integer AS count,
              count(*) FILTER (WHERE meta->>'source' = 'llm')::integer AS asked
       FROM chat_messages WHERE session_id = ANY($1) AND role = 'assistant' GROUP BY content`,
      [ids],
    );
    expect(told).toEqual([{ content: WORDS.join(''), count: students.length, asked: 1 }]);
  }

  it.each([100, 500])('%i students greeted at once hear one reply', async (size) => {
    const students = await newcomers(size);
    const replies = await Promise.all(students.map((student) => student.greet()));
    await expectOneFlight(students, replies);
    const frames = replies.map((reply) => reply.frames.slice(0, -1));
    for (const own of frames) expect(own).toEqual(frames[0]);
  });

  it('students of two processes hear one reply', async () => {
    const students = [...(await newcomers(20)), ...(await newcomers(20, there))];
    const replies = await Promise.all(students.map((student) => student.greet()));
    await expectOneFlight(students, replies);
  });

  it('a student of another process hears it while it is made', async () => {
    const gate = new Gate();
    model.script = pausing(gate, WORDS.slice(0, 2), WORDS.slice(2));
    const [starter, follower] = [
      await ChatStudent.open(here, lesson, pupils[0]),
      await ChatStudent.open(there, lesson, pupils[1]),
    ];
    const told = await starter.hearGreeting();
    expect(wordsOf(await told.take(2))).toBe('Welcome to ');
    const heard = await follower.hearGreeting();
    expect(wordsOf(await heard.take(2))).toBe('Welcome to ');
    gate.open();
    expect(wordsOf(await told.rest())).toBe('binary search.');
    const rest = await heard.rest();
    expect(wordsOf(rest)).toBe('binary search.');
    expect(rest.at(-1)).toMatchObject({ done: true, message_id: expect.any(Number) });
    expect(model.newCalls()).toBe(1);
  });

  it('a student who comes in the middle hears it from the beginning', async () => {
    const gate = new Gate();
    model.script = pausing(gate, WORDS.slice(0, 2), WORDS.slice(2));
    const [starter, late] = await newcomers(2);
    const told = await (starter as ChatStudent).hearGreeting();
    await told.take(2);
    const heard = await (late as ChatStudent).hearGreeting();
    expect(wordsOf(await heard.take(2))).toBe('Welcome to ');
    gate.open();
    await Promise.all([told.rest(), heard.rest()]);
    expect(model.newCalls()).toBe(1);
  });

  it('a failed flight fails for everybody, and the next one is a new call', async () => {
    const gate = new Gate();
    model.script = async function* reply() {
      yield { text: 'Wel' };
      await gate.opened;
      yield { breakOff: true };
    };
    const students = await newcomers(10);
    const replies = await Promise.all(students.map((student) => student.hearGreeting()));
    for (const reply of replies)
      expect(await reply.next()).toEqual({ content: 'Wel', done: false });
    gate.open();
    for (const reply of replies) {
      expect((await reply.rest()).at(-1)).toEqual({
        error: { code: 'model_stream_broken', message: expect.any(String) },
        done: true,
      });
    }
    expect(model.newCalls()).toBe(1);
    model.script = says(...WORDS);
    const retries = await Promise.all(students.map((student) => student.greet()));
    await expectOneFlight(students, retries);
  });

  it('one student with two windows gets one turn and one refusal', async () => {
    const gate = new Gate();
    model.script = pausing(gate, ['Well'], ['come.']);
    const [student] = await newcomers(1);
    const turns = [student, student, student].map((same) => (same as ChatStudent).hearGreeting());
    const statuses = (await Promise.all(turns)).map(({ response }) => response.status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    gate.open();
    for (const turn of turns) await (await turn).rest().catch(() => undefined);
    expect((await (student as ChatStudent).session()).messages).toHaveLength(2);
  });
});
