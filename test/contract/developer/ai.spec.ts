import { setTimeout as sleep } from 'node:timers/promises';
import { addLesson, type Classroom, classroom } from '../../support/classroom';
import { type Developer, developer } from '../../support/developers';
import { eventually } from '../../support/eventually';
import { longBeforeMidnight } from '../../support/long-before-midnight';
import { parseFrames } from '../../support/event-stream';
import {
  Gate,
  ModelServer,
  pausing,
  refuses,
  says,
  type Script,
  speaking,
} from '../../support/model-server';
import { OpenStream } from '../../support/open-stream';
import { person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';
import { TrellisBuild, TrellisProcess } from '../../support/trellis-process';

const DEADLINE_MS = 20_000;
const ID = /^cmp_[0-9A-Za-z]{22}$/;
const ASKED = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'What is binary search?' },
];

interface Event {
  readonly success: boolean;
  readonly data?: any;
  readonly error?: { readonly code: string; readonly message: string };
}

describe('Developer: the AI, asked through a provider', () => {
  let model: ModelServer;
  let app: TestApp;
  let ada: Developer;

  beforeAll(async () => {
    model = await ModelServer.start();
    app = await testApp({
      environment: {
        ...model.environment,
        AI_FREE_DAILY_TOKENS: '0',
        MODEL_PRICES: '{"test-model":{"input_per_million_usd":3,"output_per_million_usd":15}}',
      },
    });
    ada = await developer(app);
  });
  beforeEach(() => {
    model.script = speaking;
  });
  afterAll(async () => {
    await app.stop();
    await model.stop();
  });

  const ask = (body: object, token = ada.key) =>
    app.developer.post('/ai/completions', { messages: ASKED, ...body }, { token });
  const openStream = (body: object = {}, token = ada.key) =>
    OpenStream.open(`${app.baseUrl}/v1/ai/completions`, token, {
      body: { messages: ASKED, stream: true, ...body },
    });

  async function streamed(body: object = {}, token = ada.key) {
    const reply = await app.developer.raw(
      'POST',
      '/ai/completions',
      JSON.stringify({ messages: ASKED, stream: true, ...body }),
      { token, headers: { 'content-type': 'application/json' } },
    );
    const events = parseFrames(reply.text) as unknown as Event[];
    return { ...reply, events, last: events.at(-1) };
  }

  const usageOf = (dev: Developer) =>
    app.database.query<any>(
      `SELECT input_tokens, output_tokens, estimated, purpose, course_id, session_id, model,
              cost_microdollars::integer AS cost
       FROM llm_usage WHERE user_id = $1 ORDER BY id`,
      [dev.person.id],
    );
  const holds = async () =>
    (await app.database.query<{ n: number }>('SELECT count(*)::int AS n FROM completion_holds'))[0]
      ?.n;

  it('names the model with what is known of it', async () => {
    const { status, body } = await app.developer.get('/ai/models', { token: ada.key });
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      data: [
        {
          id: 'test-model',
          provider: 'openai-compatible',
          default: true,
          language_model: true,
          default_output_tokens: expect.any(Number),
          max_output_tokens: 16_384,
          prices: { input_per_million_usd: 3, output_per_million_usd: 15 },
        },
      ],
    });
  });

  it('answers in one piece, and is charged once', async () => {
    const dev = await developer(app);
    model.script = says('It halves ', 'the range.');
    const { status, body } = await ask({ max_tokens: 50, temperature: 0.5 }, dev.key);
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      data: {
        id: expect.stringMatching(ID),
        model: 'test-model',
        content: 'It halves the range.',
        finish_reason: 'stop',
        usage: { input_tokens: 120, output_tokens: 34, total_tokens: 154, estimated: false },
      },
    });
    expect(JSON.parse(model.lastCall.text)).toMatchObject({
      model: 'test-model',
      messages: ASKED,
      max_tokens: 50,
      temperature: 0.5,
    });
    expect(await usageOf(dev)).toEqual([
      {
        input_tokens: 120,
        output_tokens: 34,
        estimated: false,
        purpose: 'completion',
        course_id: 0,
        session_id: null,
        model: 'openai-compatible/test-model',
        cost: 120 * 3 + 34 * 15,
      },
    ]);
    expect(await holds()).toBe(0);
  });

  it('answers delta by delta, each in an envelope, the end with what it cost', async () => {
    model.script = says('It halves ', 'the range.');
    const { status, headers, events } = await streamed({ model: 'test-model' });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('x-ratelimit-limit')).not.toBeNull();
    expect(events).toEqual([
      { success: true, data: { delta: 'It halves ' } },
      { success: true, data: { delta: 'the range.' } },
      {
        success: true,
        data: {
          id: expect.stringMatching(ID),
          model: 'test-model',
          finish_reason: 'stop',
          usage: { input_tokens: 120, output_tokens: 34, total_tokens: 154, estimated: false },
        },
      },
    ]);
  });

  it('lets the first delta go before the model has the last', async () => {
    const gate = new Gate();
    model.script = pausing(gate, ['One '], ['two.']);
    const stream = await openStream();
    expect(await stream.next()).toEqual({ success: true, data: { delta: 'One ' } });
    gate.open();
    const rest = (await stream.rest()) as unknown as Event[];
    expect(rest[0]).toEqual({ success: true, data: { delta: 'two.' } });
    expect(rest.at(-1)?.data.finish_reason).toBe('stop');
  });

  it('says that a reply was cut off by its length', async () => {
    model.script = () => [{ text: 'It' }, { finish: 'length' }];
    expect((await ask({ max_tokens: 1 })).body.data.finish_reason).toBe('length');
  });

  it('is for keys with use:ai alone', async () => {
    const other = await developer(app, { permissions: ['read:user', 'read:tasks'] });
    for (const path of ['/ai/models', '/ai/usage', '/ai/tools']) {
      const reply = await app.developer.get(path, { token: other.key });
      expect([path, reply.status]).toEqual([path, 403]);
      expect(reply.body.error.code).toBe('insufficient_permission');
      expect((await app.developer.get(path)).status).toBe(401);
      expect((await app.developer.get(path, ada.person)).status).toBe(401);
    }
    expect((await ask({}, other.key)).status).toBe(403);
    expect((await ask({}, ada.person.token)).status).toBe(401);
    const only = await developer(app, { permissions: ['use:ai'] });
    expect((await ask({}, only.key)).status).toBe(200);
    expect((await app.developer.get('/ai/usage', { token: only.key })).status).toBe(200);
  });

  it.each([
    ['no messages', { messages: undefined }],
    ['an empty list of messages', { messages: [] }],
    ['messages that are no list', { messages: 'Hello' }],
    ['a message that is a text', { messages: ['Hello'] }],
    ['a list within the list', { messages: [[]] }],
    ['101 messages', { messages: Array.from({ length: 101 }, () => ASKED[1]) }],
    ['an unknown role', { messages: [{ role: 'tool', content: 'x' }] }],
    ['a message without words', { messages: [{ role: 'user', content: ' ' }] }],
    ['content that is no text', { messages: [{ role: 'user', content: 5 }] }],
    ['a field of a message that is not known', { messages: [{ ...ASKED[1], name: 'x' }] }],
    [
      'more than 200,000 characters together',
      {
        messages: Array.from({ length: 3 }, () => ({ role: 'user', content: 'x'.repeat(70_000) })),
      },
    ],
    ['max_tokens of 0', { max_tokens: 0 }],
    ['max_tokens as a text', { max_tokens: '5' }],
    ['max_tokens beyond the bound', { max_tokens: 16_385 }],
    ['a temperature below 0', { temperature: -0.1 }],
    ['a temperature as a text', { temperature: '1' }],
    ['stream as a text', { stream: 'true' }],
    ['an unknown field', { top_k: 5 }],
  ])('refuses %s', async (_, body) => {
    model.newCalls();
    const reply = await ask(body);
    expect(reply.status).toBe(400);
    expect(reply.body).toEqual({
      success: false,
      error: {
        code: 'invalid_request',
        message: expect.any(String),
        details: expect.arrayContaining([expect.any(String)]),
      },
    });
    expect(model.newCalls()).toBe(0);
  });

  it('does not know other models', async () => {
    const reply = await ask({ model: 'gpt-4o' });
    expect(reply.status).toBe(404);
    expect(reply.body.error.message).toContain('test-model');
  });

  const FAILURES: readonly [string, Script, number][] = [
    ['out of order', refuses(500), 503],
    ['asked too often', refuses(429), 503],
    ['refusing our key', refuses(401), 503],
    ['refusing the request', refuses(400), 422],
    ['breaking off before the first word', () => [{ raw: ': hm\n\n' }, { breakOff: true }], 503],
    [
      'sending an error inside a 200',
      () => [{ raw: 'data: {"error":{"message":"Overloaded","code":529}}\n\n' }],
      503,
    ],
  ];

  it.each(FAILURES)(
    'is refused while the provider is %s, and costs nothing',
    async (_, script, status) => {
      const dev = await developer(app);
      model.script = script;
      const whole = await ask({}, dev.key);
      expect(whole.status).toBe(status);
      const stream = await streamed({}, dev.key);
      expect(stream.status).toBe(status);
      expect(stream.body).toMatchObject({ success: false, error: { message: expect.any(String) } });
      expect(whole.text).not.toContain('Overloaded');
      expect(await usageOf(dev)).toEqual([]);
      expect(await holds()).toBe(0);
      // A reply that went well closes the circuit breaker.
      model.script = speaking;
      expect((await ask({})).status).toBe(200);
    },
  );

  it('ends a stream that breaks off with its error, and charges what was told', async () => {
    const dev = await developer(app);
    model.script = () => [{ text: 'Half an ans' }, { breakOff: true }];
    const { status, events } = await streamed({}, dev.key);
    expect(status).toBe(200);
    expect(events).toEqual([
      { success: true, data: { delta: 'Half an ans' } },
      {
        success: false,
        error: { code: 'service_unavailable', message: expect.any(String), details: [] },
      },
    ]);
    expect(await usageOf(dev)).toMatchObject([{ output_tokens: 3, estimated: true }]);
  });

  it.each([
    ['a negative count', '{"prompt_tokens":-5,"completion_tokens":-1,"total_tokens":-6}'],
    [
      'more than any model writes',
      '{"prompt_tokens":1e15,"completion_tokens":1e15,"total_tokens":2e15}',
    ],
    ['half a token', '{"prompt_tokens":0.5,"completion_tokens":1.5,"total_tokens":2}'],
    ['nothing', 'null'],
  ])('estimates what a provider that says %s cannot have counted', async (_, usage) => {
    model.script = () => [
      { text: 'Twelve signs' },
      {
        raw: `data: {"id":"x","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":${usage}}\n\ndata: [DONE]\n\n`,
      },
    ];
    const reply = await ask({});
    expect(reply.status).toBe(200);
    expect(reply.body.data.usage).toEqual({
      input_tokens: 8,
      output_tokens: 3,
      total_tokens: 11,
      estimated: true,
    });
  });

  it('stops asking the model when the caller of a stream leaves, and charges what was made', async () => {
    const dev = await developer(app);
    model.script = pausing(new Gate(), ['Twelve signs'], []);
    const stream = await openStream({}, dev.key);
    await stream.next();
    stream.leave();
    expect(await model.lastCall.over).toBe(false);
    const charged = await eventually(
      () => usageOf(dev),
      (rows) => rows.length > 0,
      DEADLINE_MS,
    );
    expect(charged).toMatchObject([{ input_tokens: 8, output_tokens: 3, estimated: true }]);
    expect(await holds()).toBe(0);
  });

  it('stops asking the model when the caller of a whole reply leaves', async () => {
    const dev = await developer(app);
    model.newCalls();
    model.script = pausing(new Gate(), ['Twelve signs'], []);
    const leaving = new AbortController();
    const asked = fetch(`${app.baseUrl}/v1/ai/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${dev.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messages: ASKED }),
      signal: leaving.signal,
    });
    await eventually(
      async () => model.newCalls(),
      (calls) => calls > 0,
      DEADLINE_MS,
    );
    leaving.abort();
    await expect(asked).rejects.toThrow();
    expect(await model.lastCall.over).toBe(false);
    const charged = await eventually(
      () => usageOf(dev),
      (rows) => rows.length > 0,
      DEADLINE_MS,
    );
    expect(charged).toMatchObject([{ input_tokens: 8, estimated: true }]);
    expect(await holds()).toBe(0);
  });

  it('takes no more from the model than the caller takes', async () => {
    const most = 4_000;
    let told = 0;
    model.script = function* reply() {
      for (; told < most; told += 1) yield { text: 'x'.repeat(16_384) };
      yield { finish: 'stop' };
    };
    const stream = await openStream();
    await stream.next();
    let before = -1;
    const held = await eventually(
      async () => {
        const isStill = told === before;
        before = told;
        await sleep(300);
        return isStill ? told : null;
      },
      (count) => count !== null,
      2 * DEADLINE_MS,
    );
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThan(most);
    stream.leave();
    expect(await model.lastCall.over).toBe(false);
    await eventually(holds, (count) => count === 0, DEADLINE_MS);
  });

  it('gives the same reply again for the same Idempotency-Key, streamed or not', async () => {
    const dev = await developer(app);
    for (const stream of [false, true]) {
      model.newCalls();
      const headers = { 'idempotency-key': `once-${stream}`, 'content-type': 'application/json' };
      const send = () =>
        app.developer.raw('POST', '/ai/completions', JSON.stringify({ messages: ASKED, stream }), {
          token: dev.key,
          headers,
        });
      const first = await send();
      const second = await send();
      expect(first.status).toBe(200);
      expect(second.text).toBe(first.text);
      expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'));
      expect(model.newCalls()).toBe(1);
    }
    expect(await usageOf(dev)).toHaveLength(2);
  });

  it('stores nothing of what was said', async () => {
    const secret = 'xylophone-quagmire';
    model.script = says(`You said ${secret}.`);
    await ask({ messages: [{ role: 'user', content: secret }] });
    await streamed({ messages: [{ role: 'user', content: secret }] });
    const tables = await app.database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(50);
    for (const { name } of tables) {
      const found = await app.database.query(
        `SELECT 1 FROM "${name}" row WHERE row::text LIKE '%${secret}%' LIMIT 1`,
      );
      expect([name, found]).toEqual([name, []]);
    }
  });

  it('logs nothing of what was said, whatever goes wrong', async () => {
    const secret = 'xylophone-quagmire';
    const messages = [{ role: 'user', content: secret }];
    const build = await TrellisBuild.make();
    const trellis = await TrellisProcess.start(build, app.database.url, {
      ...model.environment,
      LOG_LEVEL: 'trace',
    });
    try {
      const address = trellis.learning.baseUrl.replace('/api/v1', '/v1/ai/completions');
      const say = async (script: Script, stream: boolean): Promise<void> => {
        model.script = script;
        const headers = {
          authorization: `Bearer ${ada.key}`,
          'content-type': 'application/json',
        };
        const body = JSON.stringify({ messages, stream });
        await (await fetch(address, { method: 'POST', headers, body })).text();
      };
      for (const stream of [false, true]) {
        await say(says(`You said ${secret}.`), stream);
        await say(refuses(500), stream);
        await say(() => [{ text: `You said ${secret}` }, { breakOff: true }], stream);
      }
      const log = await eventually(
        async () => trellis.output,
        (text) => text.includes('/v1/ai/completions'),
        DEADLINE_MS,
      );
      expect(log).not.toContain(secret);
    } finally {
      await trellis.stop();
      build.remove();
    }
  });

  it('opens a case where the words of a student speak of danger, and says so to nobody', async () => {
    const dev = await developer(app);
    const words = 'I want to kill myself tonight. I have the pills here.';
    const reply = await ask({ messages: [{ role: 'user', content: words }] }, dev.key);
    expect(reply.status).toBe(200);
    expect(reply.text).not.toMatch(/crisis|case/i);
    const cases = await app.database.query<any>(
      'SELECT source, band FROM crisis_cases WHERE student_id = $1',
      [dev.person.id],
    );
    expect(cases).toEqual([{ source: 'api_message', band: 'high' }]);
  });

  it('stands in the reports of the tutor under no course', async () => {
    const dev = await developer(app);
    await ask({}, dev.key);
    const { body } = await app.learning.get('/chat/usage', dev.person);
    expect(body.totals).toMatchObject({ turns: 1, input_tokens: 120, output_tokens: 34 });
    expect(body.by_course).toEqual([
      expect.objectContaining({ course_id: null, course_title: null, turns: 1 }),
    ]);
    const admin = await person(app, 'PLATFORM_ADMIN');
    const all = await app.learning.get(`/admin/chat/usage?user_id=${dev.person.id}`, admin);
    if (all.status === 200) expect(all.body).toMatchObject([{ course_id: null, turns: 1 }]);
  });
});

describe('Developer: the AI, asked through a provider that is silent', () => {
  let model: ModelServer;
  let app: TestApp;

  beforeAll(async () => {
    model = await ModelServer.start();
    app = await testApp({
      environment: {
        ...model.environment,
        LLM_FIRST_TOKEN_TIMEOUT_MS: '1500',
        LLM_IDLE_TIMEOUT_MS: '1500',
      },
    });
  });
  afterAll(async () => {
    await app.stop();
    await model.stop();
  });

  it('is refused, and costs nothing', async () => {
    const dev = await developer(app);
    const never = new Promise<void>(() => undefined);
    model.script = async function* reply() {
      yield { raw: ': one moment\n\n' };
      await never;
    };
    const ask = (more: object) =>
      app.developer.post('/ai/completions', { messages: ASKED, ...more }, { token: dev.key });
    for (const stream of [false, true]) {
      const reply = await ask({ stream });
      expect(reply.status).toBe(503);
      expect(reply.body).toMatchObject({ success: false, error: { message: expect.any(String) } });
    }
    for (const table of ['llm_usage', 'completion_holds']) {
      const rows = await app.database.query(`SELECT 1 FROM ${table} WHERE user_id = $1`, [
        dev.person.id,
      ]);
      expect([table, rows]).toEqual([table, []]);
    }
    model.script = speaking;
    // A machine that pauses is silent, too.
    await eventually(
      () => ask({}),
      ({ status }) => status === 200,
      DEADLINE_MS,
    );
  });
});

describe('Developer: the AI without a provider', () => {
  let app: TestApp;
  let room: Classroom;
  let ada: Developer;

  beforeAll(async () => {
    app = await testApp();
    room = await classroom(app);
    ada = await developer(app);
  });
  afterAll(() => app.stop());

  const ask = (content: string, options: object = {}, token = ada.key) =>
    app.developer.post(
      '/ai/completions',
      { messages: [{ role: 'user', content }], ...options },
      { token },
    );

  it('names the built-in model', async () => {
    const { body } = await app.developer.get('/ai/models', { token: ada.key });
    expect(body.data).toMatchObject([
      { id: 'offline', provider: 'trellis', default: true, language_model: false, prices: null },
    ]);
  });

  it('quotes a published lesson, says that it is no language model, and says the same again', async () => {
    const first = await ask('Why is binary search fast?');
    expect(first.status).toBe(200);
    const { content, model, usage } = first.body.data;
    expect(model).toBe('offline');
    expect(content).toContain('no language model is connected');
    expect(content).toContain('> Each look of binary search halves the items that are left');
    expect(usage).toMatchObject({ estimated: true, output_tokens: Math.ceil(content.length / 4) });
    expect((await ask('Why is binary search fast?')).body.data.content).toBe(content);
  });

  it('streams the same words', async () => {
    const reply = await app.developer.raw(
      'POST',
      '/ai/completions',
      JSON.stringify({
        messages: [{ role: 'user', content: 'Why is binary search fast?' }],
        stream: true,
      }),
      { token: ada.key, headers: { 'content-type': 'application/json' } },
    );
    const events = parseFrames(reply.text) as unknown as Event[];
    const words = events.map(({ data }) => data?.delta ?? '').join('');
    expect(words).toBe((await ask('Why is binary search fast?')).body.data.content);
    expect(events.length).toBeGreaterThan(5);
  });

  it('says so where no lesson speaks of it, whatever the question holds', async () => {
    for (const question of [
      'Zyzzyva?',
      "'; DROP TABLE users; --",
      '& | ! ( ) :* <->',
      '💥'.repeat(50),
    ]) {
      const reply = await ask(question);
      expect(reply.status).toBe(200);
      expect(reply.body.data.content).toContain('found nothing about this');
    }
  });

  it('cuts a reply where it must end', async () => {
    const { body } = await ask('Why is binary search fast?', { max_tokens: 3 });
    expect(body.data).toMatchObject({ content: 'This is the ', finish_reason: 'length' });
  });

  it('quotes nothing that the owner of the key may not see', async () => {
    const lesson = await addLesson(app, room);
    await app.database.query(
      `UPDATE content_items SET is_published = false, title = 'Kumquats',
         data_json = jsonb_build_object('body', 'Kumquats are eaten whole with their sweet peel, unlike other citrus fruit.')
       WHERE id = $1`,
      [lesson],
    );
    const question = 'How are kumquats eaten?';
    const author = await developer(app, { person: room.instructor });
    for (const token of [ada.key, author.key]) {
      expect((await ask(question, {}, token)).body.data.content).toContain('found nothing');
    }
    await app.database.query(
      'UPDATE content_items SET is_published = true, is_gated = true WHERE id = $1',
      [lesson],
    );
    expect((await ask(question)).body.data.content).toContain('found nothing');
    expect((await ask(question, {}, author.key)).body.data.content).toContain('sweet peel');
    await app.database.query('UPDATE content_items SET is_gated = false WHERE id = $1', [lesson]);
    expect((await ask(question)).body.data.content).toContain('sweet peel');
  });

  it('counts against the budget with what is estimated', async () => {
    await longBeforeMidnight();
    const dev = await developer(app);
    const { usage } = (await ask('Why is binary search fast?', {}, dev.key)).body.data;
    const { body } = await app.developer.get('/ai/usage', { token: dev.key });
    expect(body.data).toEqual({
      plan: 'free',
      used_tokens: usage.total_tokens,
      held_tokens: 0,
      limit_tokens: 100_000,
      remaining_tokens: 100_000 - usage.total_tokens,
      resets_at: expect.stringMatching(/T00:00:00\.000Z$/),
    });
  });
});
