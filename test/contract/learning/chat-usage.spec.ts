import { addLesson, ChatStudent, type Classroom, classroom } from '../../support/classroom';
import type { Reply } from '../../support/http-client';
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
import { testApp, type TestApp } from '../../support/test-app';

const PRICES = { 'test-model': { input_per_million_usd: 3, output_per_million_usd: 15 } };
/** What the model's server counts for each reply, and what that costs: 120 × 3 + 34 × 15. */
const ONE_TURN = {
  turns: 1,
  input_tokens: 120,
  output_tokens: 34,
  estimated_turns: 0,
  unpriced_turns: 0,
  cost_usd: 0.00087,
};
const NOTHING = {
  turns: 0,
  input_tokens: 0,
  output_tokens: 0,
  estimated_turns: 0,
  unpriced_turns: 0,
  cost_usd: 0,
};
const TODAY = (): string => new Date().toISOString().slice(0, 10);

/** Ends well and counts nothing. */
const uncounted: Script = () => [
  { text: 'x'.repeat(41) },
  { raw: 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n' },
];

describe('Learning: what chats use', () => {
  let model: ModelServer;
  let app: TestApp;
  let room: Classroom;
  let admin: Person;
  let pupil: Person;
  let lesson: number;

  beforeAll(async () => {
    model = await ModelServer.start();
    app = await testApp({
      environment: { ...model.environment, MODEL_PRICES: JSON.stringify(PRICES) },
    });
    room = await classroom(app);
    admin = await person(app, 'PLATFORM_ADMIN');
  });
  beforeEach(async () => {
    await longBeforeMidnight();
    model.script = speaking;
    pupil = await person(app);
    lesson = await addLesson(app, room);
  });
  afterAll(async () => {
    await app.stop();
    await model.stop();
  });

  const usageOf = ({ token }: Person, query = ''): Promise<Reply> =>
    app.learning.get(`/chat/usage${query}`, { token });
  const all = (query = '', token = admin.token): Promise<Reply> =>
    app.learning.get(`/admin/usage${query}`, { token });

  describe('A student', () => {
    it('sees tokens and money by course and by day', async () => {
      const student = await ChatStudent.open(app, lesson, pupil);
      await student.greet();
      await student.say('Why?');
      const reply = await usageOf(pupil);
      expect(reply.status).toBe(200);
      const twice = {
        ...ONE_TURN,
        turns: 2,
        input_tokens: 240,
        output_tokens: 68,
        cost_usd: 0.00174,
      };
      expect(reply.body).toEqual({
        date_from: new Date(Date.parse(TODAY()) - 29 * 86_400_000).toISOString().slice(0, 10),
        date_to: TODAY(),
        totals: twice,
        by_course: [{ course_id: room.courseId, course_title: 'Data Structures', ...twice }],
        by_day: [{ date: TODAY(), ...twice }],
        budget: null,
      });
    });

    it('sees nothing of what others used, and nothing before the first question', async () => {
      await (await ChatStudent.open(app, lesson)).greet();
      const { body } = await usageOf(pupil);
      expect(body).toMatchObject({ totals: NOTHING, by_course: [], by_day: [] });
    });

    it('pays nothing for a reply of the tree, nor for one that somebody else asked for', async () => {
      const gate = new Gate();
      model.script = pausing(gate, ['Welcome '], ['in.']);
      const starter = await ChatStudent.open(app, lesson, await person(app));
      const [first, joining] = [await starter.hearGreeting(), await person(app)];
      const follower = await ChatStudent.open(app, lesson, joining);
      const second = await follower.hearGreeting();
      gate.open();
      await Promise.all([first.rest(), second.rest()]);
      const late = await ChatStudent.open(app, lesson, pupil);
      await late.greet();
      expect((await usageOf(starter.person)).body.totals).toEqual(ONE_TURN);
      expect((await usageOf(joining)).body.totals).toEqual(NOTHING);
      expect((await usageOf(pupil)).body.totals).toEqual(NOTHING);
    });

    it('pays nothing for a reply that failed', async () => {
      model.script = says();
      await (await ChatStudent.open(app, lesson, pupil)).greet();
      expect((await usageOf(pupil)).body.totals).toEqual(NOTHING);
    });

    it('is charged an estimate where the provider counts nothing', async () => {
      model.script = uncounted;
      const student = await ChatStudent.open(app, lesson, pupil);
      expect((await student.greet()).last).toMatchObject({ message_id: expect.any(Number) });
      const sent = JSON.parse(model.lastCall.text).messages as { content: string }[];
      const characters = sent.reduce((sum, { content }) => sum + content.length, 0);
      expect((await usageOf(pupil)).body.totals).toMatchObject({
        turns: 1,
        estimated_turns: 1,
        input_tokens: Math.ceil(characters / 4),
        output_tokens: 11,
      });
      const [, reply] = (await student.session()).messages;
      expect(reply.meta).not.toHaveProperty('input_tokens');
    });

    it('is told no cost where the price of the model is not known', async () => {
      const { token } = room.instructor;
      const path = `/courses/${room.courseId}`;
      await app.learning.put(path, { model: 'constructor' }, { token });
      await (await ChatStudent.open(app, lesson, pupil)).greet();
      await app.learning.put(path, { model: null }, { token });
      const unpriced = { ...ONE_TURN, unpriced_turns: 1, cost_usd: null };
      expect((await usageOf(pupil)).body.totals).toEqual(unpriced);
      await (await ChatStudent.open(app, lesson, pupil)).say('And now?');
      expect((await usageOf(pupil)).body.totals).toEqual({
        ...ONE_TURN,
        turns: 2,
        input_tokens: 240,
        output_tokens: 68,
        unpriced_turns: 1,
      });
    });

    it('still sees what was spent in a chat that is deleted', async () => {
      const student = await ChatStudent.open(app, lesson, pupil);
      await student.greet();
      const path = `/chat/sessions/${student.sessionId}`;
      expect((await app.learning.delete(path, { token: pupil.token })).status).toBe(204);
      expect((await usageOf(pupil)).body.totals).toEqual(ONE_TURN);
    });
  });

  describe('Days', () => {
    beforeEach(async () => {
      await app.database.query(
        `INSERT INTO llm_usage_days
         SELECT $1, day::date, $2, 1, 0, 0, 100, 10, 500
         FROM unnest(ARRAY['2026-01-30', '2026-01-31', '2026-02-01']) AS day`,
        [pupil.id, room.courseId],
      );
    });

    it('count from the first to the last, both included', async () => {
      const { body } = await usageOf(pupil, '?date_from=2026-01-31&date_to=2026-02-01');
      expect(body.by_day.map(({ date }: { date: string }) => date)).toEqual([
        '2026-01-31',
        '2026-02-01',
      ]);
      expect(body.totals).toMatchObject({ turns: 2, input_tokens: 200, cost_usd: 0.001 });
      const one = await usageOf(pupil, '?date_from=2026-01-30&date_to=2026-01-30');
      expect(one.body.totals.turns).toBe(1);
      expect((await usageOf(pupil, '?date_to=2026-02-28')).body).toMatchObject({
        date_from: '2026-01-30',
        totals: { turns: 3 },
      });
    });

    it.each([
      'date_from=2026-02-02&date_to=2026-02-01',
      'date_from=2025-01-01&date_to=2026-01-02',
      'date_from=2026-02-30',
      'date_from=2026-2-1',
      'date_from=yesterday',
      'date_from=',
      'date_to=2026-02-01T00:00:00Z',
      'date_to=0000-01-01',
      'date_from=9999-12-31',
      'user_id=1',
    ])('of %s are refused', async (query) => {
      const reply = await usageOf(pupil, `?${query}`);
      expect(reply.status).toBe(422);
      expect(reply.body.detail[0].loc[0]).toBe('query');
    });

    it('may be a whole leap year and no more', async () => {
      const year = '?date_from=2024-01-01&date_to=2024-12-31';
      expect((await usageOf(pupil, year)).status).toBe(200);
      expect((await all(year)).status).toBe(200);
      const more = '?date_from=2024-01-01&date_to=2025-01-01';
      expect((await all(more)).status).toBe(422);
    });
  });

  describe('A platform admin', () => {
    it('sees who used what in which course, who used most first', async () => {
      const other = await person(app);
      const busy = await ChatStudent.open(app, lesson, pupil);
      await busy.greet();
      await busy.say('Why?');
      await (await ChatStudent.open(app, lesson, other)).say('Why?');
      const reply = await all(`?course_id=${room.courseId}`);
      expect(reply.status).toBe(200);
      const tokens = reply.body.map((row: any) => row.input_tokens + row.output_tokens);
      expect(tokens).toEqual(tokens.toSorted((a: number, b: number) => b - a));
      expect(reply.body).toContainEqual({
        user_id: other.id,
        user_name: expect.stringMatching(/^Person/),
        course_id: room.courseId,
        course_title: 'Data Structures',
        ...ONE_TURN,
      });

      expect((await all(`?user_id=${pupil.id}`)).body).toEqual([
        expect.objectContaining({ user_id: pupil.id, turns: 2, cost_usd: 0.00174 }),
      ]);
      expect((await all('?course_id=2000000000')).body).toEqual([]);
      const query = `?course_id=${room.courseId}`;
      expect((await all(`${query}&skip=1&limit=1`)).body).toEqual([reply.body[1]]);
      expect((await all('?limit=101')).status).toBe(422);
    });

    it('leaves a trace of having looked', async () => {
      await (await ChatStudent.open(app, lesson, pupil)).greet();
      await all(`?user_id=${pupil.id}`);
      const traces = await app.database.query(
        `SELECT subject_ids FROM audit_entries
         WHERE actor_id = $1 AND action = 'usage.list' AND subject_ids = ARRAY[$2]`,
        [admin.id, String(pupil.id)],
      );
      expect(traces).toHaveLength(1);
    });

    it('is the only one', async () => {
      expect((await app.learning.get('/chat/usage')).status).toBe(401);
      expect((await app.learning.get('/admin/usage')).status).toBe(401);
      for (const { token } of [pupil, room.instructor]) {
        expect((await all('', token)).status).toBe(403);
      }
    });
  });

  it('of many chats at once is all counted', async () => {
    const people = [pupil, await person(app), await person(app)];
    const students = await Promise.all(
      people.flatMap((owner) => [1, 2, 3, 4].map(() => ChatStudent.open(app, lesson, owner))),
    );
    const replies = await Promise.all(students.map((student) => student.say('Why?')));
    for (const { last } of replies) expect(last).toHaveProperty('message_id');
    for (const owner of people) {
      expect((await usageOf(owner)).body.totals).toMatchObject({ turns: 4, cost_usd: 0.00348 });
    }
  });

  it('is written once for each turn, never changed, and adds up', async () => {
    const [row] = await app.database.query<Record<string, number>>(
      `SELECT (SELECT count(*) FROM llm_usage)::integer AS rows,
              (SELECT count(DISTINCT turn_id) FROM llm_usage)::integer AS turns,
              (SELECT sum(input_tokens + output_tokens) FROM llm_usage)::integer AS tokens,
              (SELECT sum(tokens) FROM llm_usage_course_days)::integer AS course_tokens,
              (SELECT sum(turns) FROM llm_usage_days WHERE day > '2026-02-01')::integer AS day_turns,
              (SELECT sum(input_tokens + output_tokens) FROM llm_usage_days
               WHERE day > '2026-02-01')::integer AS day_tokens`,
    );
    expect(row?.['rows']).toBeGreaterThan(5);
    expect(row?.['turns']).toBe(row?.['rows']);
    expect(row?.['day_turns']).toBe(row?.['rows']);
    expect([row?.['course_tokens'], row?.['day_tokens']]).toEqual([
      row?.['tokens'],
      row?.['tokens'],
    ]);
    await expect(app.database.query('UPDATE llm_usage SET input_tokens = 0')).rejects.toThrow();
    await expect(app.database.query('DELETE FROM llm_usage')).rejects.toThrow();
  });

  it('of the built-in tutor is nothing', async () => {
    const offline = await testApp({ database: app.database });
    try {
      const student = await ChatStudent.open(offline, lesson, pupil);
      await student.greet();
      await student.say('Why is it fast?');
    } finally {
      await offline.stop();
    }
    expect((await usageOf(pupil)).body.totals).toEqual(NOTHING);
  });
});
