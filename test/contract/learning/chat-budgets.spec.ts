import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import { eventually } from '../../support/eventually';
import type { Frame, StreamedReply } from '../../support/event-stream';
import { longBeforeMidnight } from '../../support/long-before-midnight';
import {
  Gate,
  ModelServer,
  pausing,
  says,
  type Script,
  speaking,
} from '../../support/model-server';
import { type Person, person } from '../../support/people';
import { StatementCounter } from '../../support/statement-counter';
import { testApp, type TestApp } from '../../support/test-app';

/** What the model's server counts for one reply. */
const TURN = 154;
const SECONDS_OF_A_DAY = 86_400;

/** The beginning of the next day in UTC. */
function midnight(): string {
  return new Date((Math.floor(Date.now() / 86_400_000) + 1) * 86_400_000).toISOString();
}

const warningOf = (frame: Frame | undefined): unknown =>
  frame !== undefined && 'budget_warning' in frame ? frame.budget_warning : undefined;

describe('Learning: daily budgets of tokens', () => {
  let model: ModelServer;
  let app: TestApp;
  let room: Classroom;
  let pupil: Person;
  let lesson: number;

  beforeAll(async () => {
    model = await ModelServer.start();
    app = await testApp({
      environment: {
        ...model.environment,
        CHAT_USER_DAILY_TOKENS: String(2 * TURN),
        CHAT_BUDGET_WARNING_PERCENT: '50',
        // Long enough for no owner to lose it unless a test takes it away.
        REPLY_LEASE_MS: '9000',
      },
    });
    room = await classroom(app);
  });
  beforeEach(async () => {
    await longBeforeMidnight();
    model.script = speaking;
    pupil = await person(app);
    lesson = await addLesson(app, room);
    model.newCalls();
  });
  afterAll(async () => {
    await app.stop();
    await model.stop();
  });

  const newcomer = (given = pupil): Promise<ChatStudent> => ChatStudent.open(app, lesson, given);

  /** A student who has used today's tokens up. */
  async function spent(): Promise<ChatStudent> {
    const student = await newcomer();
    await student.say('One');
    await student.say('Two');
    model.newCalls();
    return student;
  }

  function expectRefused(reply: StreamedReply): void {
    expect(reply.status).toBe(429);
    const { detail } = JSON.parse(reply.text);
    expect(detail).toContain('Your daily budget');
    expect(detail).toContain(midnight());
    const wait = Number(reply.headers.get('retry-after'));
    const left = (Date.parse(midnight()) - Date.now()) / 1000;
    expect(Math.abs(wait - left)).toBeLessThan(60);
    expect(wait).toBeLessThanOrEqual(SECONDS_OF_A_DAY);
  }

  it('warn in the last frame, then refuse with the time of their reset', async () => {
    const student = await newcomer();
    expect(warningOf((await student.say('One')).last)).toBeUndefined();
    const second = await student.say('Two');
    expect(second.last).toEqual({
      content: '',
      done: true,
      message_id: expect.any(Number),
      budget_warning: {
        scope: 'user',
        used_tokens: TURN,
        limit_tokens: 2 * TURN,
        resets_at: midnight(),
      },
    });
    for (const frame of second.frames.slice(0, -1)) expect(warningOf(frame)).toBeUndefined();
    model.newCalls();
    expectRefused(await student.say('Three'));
    expect(model.newCalls()).toBe(0);
  });

  it('are larger for whoever is entitled to more, within seconds', async () => {
    const student = await spent();
    expectRefused(await student.say('Three'));
    await app.database.query(
      `INSERT INTO entitlements (user_id, kind, value, source, valid_from)
       VALUES ($1, 'ai_daily_tokens', $2, 'grant:somebody', now())`,
      [pupil.id, String(4 * TURN)],
    );
    const granted = await eventually(
      () => student.say('Four'),
      ({ status }) => status === 200,
      30_000,
    );
    expect(warningOf(granted.last)).toMatchObject({ limit_tokens: 4 * TURN });
    const { body } = await app.learning.get('/chat/usage', pupil);
    expect(body.budget).toMatchObject({ limit_tokens: 4 * TURN });
  });

  it('refuse before anything is stored', async () => {
    const student = await spent();
    const fresh = await newcomer();
    const state = async (): Promise<unknown> => ({
      sessions: [await student.session(), await fresh.session()],
      counts: await app.database.query(
        `SELECT (SELECT count(*) FROM generations), (SELECT count(*) FROM chat_turns),
                (SELECT count(*) FROM chat_messages), (SELECT count(*) FROM llm_usage)`,
      ),
    });
    const before = await state();
    expectRefused(await student.say('Three'));
    expectRefused(await student.greet());
    expectRefused(await fresh.greet());
    expect(await state()).toEqual(before);
  });

  it('are of each student alone', async () => {
    await spent();
    expect((await (await newcomer(await person(app))).greet()).status).toBe(200);
  });

  it('are shown beside the usage', async () => {
    await (await newcomer()).say('One');
    const usage = await app.learning.get('/chat/usage', { token: pupil.token });
    expect(usage.body.budget).toEqual({
      scope: 'user',
      used_tokens: TURN,
      limit_tokens: 2 * TURN,
      resets_at: midnight(),
      warning: true,
    });
    const other = await app.learning.get('/chat/usage', { token: (await person(app)).token });
    expect(other.body.budget).toMatchObject({ used_tokens: 0, warning: false });
  });

  it('leave replies of the tree free, without a word of warning', async () => {
    const original = await (await newcomer(await person(app))).greet();
    await spent();
    const student = await newcomer();
    const reply = await student.greet();
    expect(reply.status).toBe(200);
    expect(reply.content).toBe(original.content);
    expect(warningOf(reply.last)).toBeUndefined();
    expectRefused(await student.answer(1, 'A'));
    expect((await student.session()).cache_state).toBe('TRACKING');
  });

  it('let a student join what somebody else has asked for', async () => {
    await spent();
    const gate = new Gate();
    model.script = pausing(gate, ['Welcome '], ['in.']);
    const first = await (await newcomer(await person(app))).hearGreeting();
    await first.take(1);
    const second = await (await newcomer()).hearGreeting();
    await second.take(1);
    gate.open();
    expect((await second.rest()).at(-1)).toMatchObject({ message_id: expect.any(Number) });
    await first.rest();
    expect(model.newCalls()).toBe(1);
  });

  it('do not stop a reply that another process takes over, and charge it once', async () => {
    const student = await newcomer();
    await student.say('One');
    const gate = new Gate();
    const next = model.calls.length + 1;
    const words = ['Because ', 'of order.'];
    const held: Script = pausing(gate, words.slice(0, 1), words.slice(1));
    model.script = (call) => (call.number === next ? held : says(...words))(call);
    const stream = await student.hear('Two');
    await stream.take(1);
    await app.database.query(
      `INSERT INTO llm_usage_days VALUES ($1, (now() AT TIME ZONE 'UTC')::date, 0, 1, 0, 0, 5000, 0, 0)`,
      [pupil.id],
    );
    await app.database.query(
      `UPDATE generations SET owner = gen_random_uuid(), lease_until = now() - interval '1 second'
       WHERE status = 'running'`,
    );
    const last = (await stream.rest()).at(-1);
    gate.open();
    expect(last).toMatchObject({ message_id: expect.any(Number) });
    expect(warningOf(last)).toMatchObject({ scope: 'user', used_tokens: TURN });
    const rows = await app.database.query('SELECT turn_id FROM llm_usage WHERE user_id = $1', [
      pupil.id,
    ]);
    expect(rows).toHaveLength(2);
    expectRefused(await student.say('Three'));
  });

  it('begin anew with the day', async () => {
    const student = await spent();
    expectRefused(await student.say('Three'));
    await app.database.query('UPDATE llm_usage_days SET day = day - 1 WHERE user_id = $1', [
      pupil.id,
    ]);
    expect((await student.say('Three')).status).toBe(200);
  });

  it('of a course hold for all of its students together, and for no other course', async () => {
    const shared = await testApp({
      environment: {
        ...model.environment,
        CHAT_USER_DAILY_TOKENS: String(100 * TURN),
        CHAT_COURSE_DAILY_TOKENS: String(2 * TURN),
      },
      database: app.database,
    });
    try {
      const here = await classroom(shared);
      const open = (): Promise<ChatStudent> => ChatStudent.open(shared, here.contentItemId);
      expect((await (await open()).say('One')).status).toBe(200);
      const second = await (await open()).say('Two');
      expect(warningOf(second.last)).toBeUndefined();
      const late = await (await open()).say('Three');
      expect(late.status).toBe(429);
      expect(JSON.parse(late.text).detail).toContain("This course's daily budget");
      const elsewhere = await classroom(shared);
      const other = await ChatStudent.open(shared, elsewhere.contentItemId);
      expect((await other.say('One')).status).toBe(200);
    } finally {
      await shared.stop();
    }
  });

  it('cost one statement where the model is asked, and none anywhere else', async () => {
    const counter = new StatementCounter();
    const counts: { miss: number; hit: number }[] = [];
    const settings: Record<string, string>[] = [
      {},
      { CHAT_USER_DAILY_TOKENS: '1000000000', CHAT_COURSE_DAILY_TOKENS: '1000000000' },
    ];
    try {
      for (const setting of settings) {
        const environment = { ...model.environment, ...setting };
        const other = await testApp({ environment, database: app.database });
        try {
          const asking = (await newcomer()).at(other);
          await asking.greet();
          const miss = await counter.least(async () => {
            await asking.say('Why?');
          });
          const hearing = await Promise.all([1, 2, 3, 4, 5].map(() => newcomer()));
          const hit = await counter.least(async () => {
            await hearing.pop()?.at(other).greet();
          });
          counts.push({ miss, hit });
        } finally {
          await other.stop();
        }
      }
    } finally {
      counter.remove();
    }
    const [without, limited] = counts;
    expect(without?.hit).toBeGreaterThan(0);
    expect(limited).toEqual({ miss: (without?.miss ?? 0) + 1, hit: without?.hit });
  });

  it('are none unless they are set, nor for the built-in tutor', async () => {
    await spent();
    const free: Record<string, string>[] = [
      { ...model.environment, CHAT_USER_DAILY_TOKENS: '0' },
      { CHAT_USER_DAILY_TOKENS: '1', CHAT_COURSE_DAILY_TOKENS: '1' },
    ];
    for (const environment of free) {
      const other = await testApp({ environment, database: app.database });
      try {
        const student = (await newcomer()).at(other);
        const reply = await student.say('Three');
        expect(reply.status).toBe(200);
        expect(warningOf(reply.last)).toBeUndefined();
      } finally {
        await other.stop();
      }
    }
  });
});
