import { type Developer, developer } from '../../support/developers';
import { eventually } from '../../support/eventually';
import { longBeforeMidnight } from '../../support/long-before-midnight';
import { Gate, ModelServer, pausing, refuses, speaking } from '../../support/model-server';
import { OpenStream } from '../../support/open-stream';
import { testApp, type TestApp } from '../../support/test-app';

/** What the model's server counts for one reply. */
const CALL = 154;
const LIMIT = 2 * CALL;
const MESSAGES = [{ role: 'user', content: 'Four' }];
/** What a call may use: its 4 characters are a token, and the reply has no more than this. */
const SMALL = { messages: MESSAGES, max_tokens: 9 };
const DEADLINE_MS = 20_000;

describe('Developer: daily budgets of the AI', () => {
  let model: ModelServer;
  let app: TestApp;
  let second: TestApp;
  let ada: Developer;

  beforeAll(async () => {
    model = await ModelServer.start();
    const environment = {
      ...model.environment,
      AI_FREE_DAILY_TOKENS: String(LIMIT),
      AI_PRO_DAILY_TOKENS: '100000',
      AI_ENTERPRISE_DAILY_TOKENS: '0',
    };
    app = await testApp({ environment });
    second = await testApp({ environment, database: app.database });
  });
  beforeEach(async () => {
    await longBeforeMidnight();
    model.script = speaking;
    ada = await developer(app);
    model.newCalls();
  });
  afterAll(async () => {
    await second.stop();
    await app.stop();
    await model.stop();
  });

  const ask = (dev = ada, body: object = SMALL, at = app) =>
    at.developer.post('/ai/completions', body, { token: dev.key });
  const budgetOf = async (dev = ada) =>
    (await app.developer.get('/ai/usage', { token: dev.key })).body.data;
  const openStream = (dev = ada, at = app) =>
    OpenStream.open(`${at.baseUrl}/v1/ai/completions`, dev.key, {
      body: { ...SMALL, stream: true },
    });

  it('are counted, told, and end with 429 until midnight', async () => {
    expect(await budgetOf()).toMatchObject({ plan: 'free', used_tokens: 0, limit_tokens: LIMIT });
    expect((await ask()).status).toBe(200);
    expect(await budgetOf()).toMatchObject({ used_tokens: CALL, remaining_tokens: CALL });
    expect((await ask()).status).toBe(200);
    model.newCalls();
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.body.error.code).toBe('ai_budget_used_up');
    const { resets_at: resetsAt, remaining_tokens: remaining } = await budgetOf();
    expect(remaining).toBe(0);
    expect(refused.body.error.message).toContain(resetsAt);
    const wait = Number(refused.headers.get('retry-after'));
    expect(Math.abs(wait - (Date.parse(resetsAt) - Date.now()) / 1000)).toBeLessThan(60);
    expect(model.newCalls()).toBe(0);
  });

  it('belong to a person, whatever the number of keys', async () => {
    const other = await developer(app, { person: ada.person });
    await ask(ada);
    await ask(other);
    expect((await ask(ada)).status).toBe(429);
    expect((await ask(other)).status).toBe(429);
    expect((await ask(await developer(app))).status).toBe(200);
  });

  it('begin anew with the next day', async () => {
    await ask();
    await ask();
    expect((await ask()).status).toBe(429);
    await app.database.query('UPDATE llm_usage_days SET day = day - 1 WHERE user_id = $1', [
      ada.person.id,
    ]);
    expect((await ask()).status).toBe(200);
  });

  it('are those of the plan, and of what a person is entitled to beyond it', async () => {
    expect(await budgetOf(await developer(app, { plan: 'pro' }))).toMatchObject({
      plan: 'pro',
      limit_tokens: 100_000,
    });
    expect(await budgetOf(await developer(app, { plan: 'enterprise' }))).toMatchObject({
      plan: 'enterprise',
      limit_tokens: null,
      remaining_tokens: null,
    });
    await ask();
    await ask();
    await app.database.query(
      `INSERT INTO entitlements (user_id, kind, value, source, valid_from)
       VALUES ($1, 'ai_daily_tokens', '100', 'grant:somebody', now())`,
      [ada.person.id],
    );
    await eventually(budgetOf, ({ limit_tokens: limit }) => limit === 100, DEADLINE_MS);
    await app.database.query(
      `UPDATE entitlements SET value = '5000' WHERE user_id = $1 AND kind = 'ai_daily_tokens'`,
      [ada.person.id],
    );
    await eventually(
      () => ask(),
      ({ status }) => status === 200,
      DEADLINE_MS,
    );
    expect(await budgetOf()).toMatchObject({ limit_tokens: 5_000, used_tokens: 3 * CALL });
  });

  it('hold what calls under way may use, and give back what they did not', async () => {
    const gate = new Gate();
    model.script = pausing(gate, ['A'], []);
    const stream = await openStream();
    await stream.next();
    expect(await budgetOf()).toMatchObject({ used_tokens: 0, held_tokens: 10 });
    const greedy = await OpenStream.open(`${app.baseUrl}/v1/ai/completions`, ada.key, {
      body: { messages: MESSAGES, max_tokens: 5_000, stream: true },
    });
    await greedy.next();
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.body.error).toMatchObject({ code: 'rate_limit_exceeded' });
    expect(Number(refused.headers.get('retry-after'))).toBeLessThan(60);
    greedy.leave();
    await eventually(budgetOf, ({ held_tokens: held }) => held === 10, DEADLINE_MS);
    gate.open();
    await stream.rest();
    expect(await budgetOf()).toMatchObject({ used_tokens: CALL + 2, held_tokens: 0 });
  });

  it('let four calls of a person be under way in all processes together', async () => {
    const dev = await developer(app, { plan: 'pro' });
    const gate = new Gate();
    model.script = pausing(gate, ['A'], []);
    const streams = await Promise.all([app, second, app, second].map((at) => openStream(dev, at)));
    for (const stream of streams) await stream.next();
    for (const at of [app, second]) {
      const refused = await ask(dev, SMALL, at);
      expect(refused.status).toBe(429);
      expect(refused.body.error.message).toContain('4 completions under way');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    const somebodyElse = await openStream(await developer(app));
    await somebodyElse.next();
    gate.open();
    for (const stream of [...streams, somebodyElse]) await stream.rest();
    model.script = speaking;
    expect((await ask(dev)).status).toBe(200);
  });

  it('are passed by one call at the most, however many are asked at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        ask(ada, { messages: MESSAGES, max_tokens: LIMIT }, index % 2 === 0 ? app : second),
      ),
    );
    const answered = replies.filter(({ status }) => status === 200).length;
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(30 - answered);
    expect(answered).toBeGreaterThan(0);
    const { used_tokens: used } = await budgetOf();
    expect(used).toBe(answered * CALL);
    expect(used).toBeLessThanOrEqual(LIMIT + CALL);
  });

  it('give a call back that the model refused', async () => {
    model.script = refuses(400);
    expect((await ask()).status).toBe(422);
    expect(await budgetOf()).toMatchObject({ used_tokens: 0, held_tokens: 0 });
  });

  it('are charged for tools that the model writes for, and close them when they are used up', async () => {
    const run = () => app.developer.post('/ai/tools/assess_profile', {}, { token: ada.key });
    expect((await run()).status).toBe(200);
    expect(await budgetOf()).toMatchObject({ used_tokens: CALL });
    const [row] = await app.database.query('SELECT * FROM llm_usage WHERE user_id = $1', [
      ada.person.id,
    ]);
    expect(row).toMatchObject({ purpose: 'agent', course_id: 0, session_id: null });
    expect((await run()).status).toBe(200);
    const refused = await run();
    expect(refused.status).toBe(429);
    expect(refused.body.error.code).toBe('ai_budget_used_up');
  });

  it('let four tools of a person run at a time', async () => {
    const dev = await developer(app, { plan: 'enterprise' });
    const gate = new Gate();
    model.script = pausing(gate, ['A'], []);
    const replies = await Promise.all(
      Array.from({ length: 10 }, () =>
        app.developer.post(
          '/ai/tools/assess_profile',
          {},
          { token: dev.key, headers: { prefer: 'respond-async' } },
        ),
      ),
    );
    gate.open();
    expect(replies.filter(({ status }) => status === 202)).toHaveLength(4);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(6);
  });

  it('charge nobody for what people ask of agents themselves', async () => {
    const reply = await app.coaching.post(
      '/agents/assess/profile',
      { student_id: ada.person.uuid },
      ada.person,
    );
    expect(reply.status).toBe(200);
    expect(await budgetOf()).toMatchObject({ used_tokens: 0 });
  });

  it('forget what a process held that died', async () => {
    await app.database.query(
      `INSERT INTO completion_holds (id, user_id, tokens, expires_at)
       SELECT gen_random_uuid(), $1, 1000, now() - interval '1 second' FROM generate_series(1, 4)`,
      [ada.person.id],
    );
    expect((await budgetOf()).held_tokens).toBe(0);
    expect((await ask()).status).toBe(200);
    const left = await app.database.query('SELECT 1 FROM completion_holds WHERE user_id = $1', [
      ada.person.id,
    ]);
    expect(left).toEqual([]);
  });
});
