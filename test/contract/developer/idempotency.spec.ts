import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Developer, developer } from '../../support/developers';
import { eventually } from '../../support/eventually';
import type { Reply } from '../../support/http-client';
import { Gate, ModelServer, pausing, says } from '../../support/model-server';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';
import { TrellisBuild, TrellisProcess } from '../../support/trellis-process';

const DEADLINE_MS = 20_000;
/** Longer than a dead process holds a key. */
const LEASE_OVER_MS = 40_000;

describe('Idempotency-Key', () => {
  let here: TestApp;
  let there: TestApp;
  let ada: Person;

  beforeAll(async () => {
    here = await testApp();
    there = await testApp({ database: here.database });
    ada = await person(here);
  });
  afterAll(async () => {
    await there.stop();
    await here.stop();
  });

  interface Call {
    readonly key: string;
    readonly name?: unknown;
    readonly at?: TestApp;
    readonly by?: Person;
    readonly path?: string;
    readonly headers?: Record<string, string>;
  }

  function make({ key, name = 'A key', at = here, by = ada, path, headers }: Call): Promise<Reply> {
    return at.developer.post(
      path ?? '/api-keys',
      { name, permissions: ['read:user'] },
      { token: by.token, headers: { 'idempotency-key': key, ...headers } },
    );
  }

  async function keysCalled(name: string): Promise<number> {
    const rows = await here.database.query(`SELECT 1 FROM api_keys WHERE name = $1`, [name]);
    return rows.length;
  }

  it('replays the reply to the byte, and says so', async () => {
    const key = randomUUID();
    const first = await make({ key, name: 'replayed' });
    expect(first.status).toBe(200);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    for (const at of [here, there]) {
      const again = await make({ key, name: 'replayed', at });
      expect(again.status).toBe(200);
      expect(again.text).toBe(first.text);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      for (const name of ['content-type', 'cache-control', 'x-content-type-options']) {
        expect(again.headers.get(name)).toBe(first.headers.get(name));
      }
      expect(again.headers.get('x-ratelimit-limit')).toBe(first.headers.get('x-ratelimit-limit'));
    }
    expect(await keysCalled('replayed')).toBe(1);
    const shown = first.body.data.key as string;
    const works = await here.developer.get('/user/profile', { token: shown });
    expect(works.status).toBe(200);
  });

  it('lets 50 at once at two processes do it once', async () => {
    const key = randomUUID();
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        make({ key, name: 'at once', at: index % 2 === 0 ? here : there }),
      ),
    );
    expect(await keysCalled('at once')).toBe(1);
    const done = replies.filter(({ status }) => status === 200);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    expect(done.filter(({ headers }) => !headers.has('idempotent-replayed'))).toHaveLength(1);
    for (const reply of replies.filter(({ status }) => status !== 200)) {
      expect(reply.status).toBe(409);
      expect(reply.body.error.code).toBe('idempotency_key_in_use');
      expect(reply.headers.get('retry-after')).toBe('1');
    }
    expect((await make({ key, name: 'at once' })).text).toBe(done[0]?.text);
  });

  it('stands for one request: another body or route is refused', async () => {
    const key = randomUUID();
    await make({ key, name: 'one request' });
    const otherBody = await make({ key, name: 'another' });
    expect(otherBody.status).toBe(422);
    expect(otherBody.body.error.code).toBe('idempotency_key_reused');
    const made = await make({ key: randomUUID(), name: 'to rotate' });
    const id = made.body.data.id as string;
    const otherRoute = await here.developer.post(
      `/api-keys/${id}/rotate`,
      { name: 'one request', permissions: ['read:user'] },
      { token: ada.token, headers: { 'idempotency-key': key } },
    );
    expect(otherRoute.status).toBe(422);
    expect(await keysCalled('another')).toBe(0);
    const slash = await make({ key, name: 'one request', path: '/api-keys/' });
    expect(slash.headers.get('idempotent-replayed')).toBe('true');
  });

  it('belongs to the person', async () => {
    const key = randomUUID();
    const grace = await person(here);
    const hers = await make({ key, name: 'hers', by: grace });
    const mine = await make({ key, name: 'mine' });
    expect([hers.status, mine.status]).toEqual([200, 200]);
    expect(mine.text).not.toBe(hers.text);
  });

  it('is free again after a refusal that did nothing', async () => {
    const key = randomUUID();
    expect((await make({ key, name: '' })).status).toBe(400);
    expect((await make({ key, name: 'better' })).status).toBe(200);
    const unsigned = await here.developer.post(
      '/api-keys',
      { name: 'x', permissions: ['read:user'] },
      { headers: { 'idempotency-key': randomUUID() } },
    );
    expect(unsigned.status).toBe(401);
  });

  it('repeats a refusal that told how things stood', async () => {
    const key = randomUUID();
    const rotate = (): Promise<Reply> =>
      here.developer.post(
        '/api-keys/key_0YQMyXtSxTLOwYHWGLfi8A/rotate',
        {},
        { token: ada.token, headers: { 'idempotency-key': key } },
      );
    const first = await rotate();
    expect(first.status).toBe(404);
    const again = await rotate();
    expect(again.status).toBe(404);
    expect(again.text).toBe(first.text);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('may be tried again after a fault of ours', async () => {
    const key = randomUUID();
    await here.database.query(`ALTER TABLE api_keys RENAME TO api_keys_away`);
    const broken = await make({ key, name: 'after a fault' });
    await here.database.query(`ALTER TABLE api_keys_away RENAME TO api_keys`);
    expect(broken.status).toBe(500);
    const again = await make({ key, name: 'after a fault' });
    expect(again.status).toBe(200);
    expect(again.headers.get('idempotent-replayed')).toBeNull();
    expect(await keysCalled('after a fault')).toBe(1);
  });

  it.each([
    ['empty', ''],
    ['longer than 255 characters', 'x'.repeat(256)],
    ['with a space', 'a b'],
    ['with a letter beyond ASCII', 'caf\u00e9'],
    ['with a tab', 'a\tb'],
  ])('is refused when it is %s', async (_, key) => {
    const reply = await make({ key, name: 'refused' });
    expect(reply.status).toBe(400);
    expect(reply.body.error).toEqual({
      code: 'invalid_request',
      message: expect.any(String),
      details: [expect.stringMatching(/^Idempotency-Key: /)],
    });
    expect(await keysCalled('refused')).toBe(0);
  });

  it('may have 255 characters, any that are visible', async () => {
    const key = `${'!~'.repeat(127)}"`;
    const first = await make({ key, name: 'longest' });
    expect((await make({ key, name: 'longest' })).text).toBe(first.text);
  });

  it('is named by the document for every POST, with what may come of it', async () => {
    const { body } = await here.root.get('/openapi/developer.json');
    for (const [path, item] of Object.entries<any>(body.paths)) {
      for (const [verb, operation] of Object.entries<any>(item)) {
        const about = `${verb} ${path}`;
        const names = (wanted: string) => [
          about,
          (operation.parameters ?? []).some(
            (parameter: { in: string; name: string }) =>
              parameter.in === 'header' && parameter.name === wanted,
          ),
        ];
        expect(names('Idempotency-Key')).toEqual([about, verb === 'post']);
        expect(names('If-None-Match')).toEqual([about, verb === 'get']);
        const statuses = Object.keys(operation.responses);
        if (verb === 'post') expect(statuses).toEqual(expect.arrayContaining(['409', '422']));
        if (verb === 'get') expect(statuses).toContain('304');
      }
    }
  });
});

describe('Idempotency-Key, of replies that are streamed', () => {
  let model: ModelServer;
  let app: TestApp;
  let ada: Developer;

  beforeAll(async () => {
    model = await ModelServer.start();
    app = await testApp({ environment: { ...model.environment, AI_FREE_DAILY_TOKENS: '0' } });
    ada = await developer(app);
  });
  beforeEach(() => {
    model.script = says('Binary ', 'search ', 'halves.');
    model.newCalls();
  });
  afterAll(async () => {
    await app.stop();
    await model.stop();
  });

  const ASKED = JSON.stringify({
    stream: true,
    messages: [{ role: 'user', content: 'What is binary search?' }],
  });

  const headersWith = (key: string) => ({
    'content-type': 'application/json',
    'idempotency-key': key,
  });
  const ask = (key: string): Promise<Reply> =>
    app.developer.raw('POST', '/ai/completions', ASKED, {
      token: ada.key,
      headers: headersWith(key),
    });

  it('replays a stream whole, as the client read it, without asking the model', async () => {
    const key = randomUUID();
    const first = await ask(key);
    expect(first.status).toBe(200);
    expect(first.text).toContain('"delta":"Binary "');
    expect(first.text).toContain('"finish_reason":"stop"');
    expect(model.newCalls()).toBe(1);
    const again = await ask(key);
    expect(again.text).toBe(first.text);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    for (const name of ['content-type', 'cache-control', 'x-accel-buffering']) {
      expect(again.headers.get(name)).toBe(first.headers.get(name));
    }
    expect(model.newCalls()).toBe(0);
  });

  it('lets nobody in beside a stream that is under way', async () => {
    const key = randomUUID();
    const gate = new Gate();
    model.script = pausing(gate, ['Binary '], ['search.']);
    const first = ask(key);
    await eventually(
      async () => model.newCalls(),
      (calls) => calls > 0,
      DEADLINE_MS,
    );
    const second = await ask(key);
    expect(second.status).toBe(409);
    expect(second.body.error.code).toBe('idempotency_key_in_use');
    gate.open();
    const { text } = await first;
    expect((await ask(key)).text).toBe(text);
  });

  it('lets a client that was cut off ask again, and get the whole', async () => {
    const key = randomUUID();
    const gate = new Gate();
    model.script = pausing(gate, ['Binary '], ['search.']);
    const leaving = new AbortController();
    const response = await fetch(`${app.baseUrl}/v1/ai/completions`, {
      method: 'POST',
      headers: { ...headersWith(key), authorization: `Bearer ${ada.key}` },
      body: ASKED,
      signal: leaving.signal,
    });
    await response.body?.getReader().read();
    leaving.abort();
    // It has noticed: from now on nothing more comes of that call.
    expect(await model.lastCall.over).toBe(false);
    gate.open();
    model.script = says('All ', 'of it.');
    const again = await eventually(
      () => ask(key),
      ({ status }) => status === 200,
      DEADLINE_MS,
    );
    expect(again.headers.get('idempotent-replayed')).toBeNull();
    expect(again.text).toContain('"delta":"of it."');
    expect((await ask(key)).text).toBe(again.text);
  });

  it('lets a request whose stream broke off be tried again', async () => {
    const key = randomUUID();
    model.script = () => [{ text: 'Binary ' }, { breakOff: true }];
    const broken = await ask(key);
    expect(broken.status).toBe(200);
    expect(broken.text).toContain('"success":false');
    model.script = says('Now ', 'it works.');
    const again = await ask(key);
    expect(again.headers.get('idempotent-replayed')).toBeNull();
    expect(again.text).toContain('"delta":"it works."');
  });
});

describe('Idempotency-Key, when a process is killed at work', () => {
  let survivor: TestApp;
  let build: TrellisBuild;
  let victim: TrellisProcess;

  beforeAll(async () => {
    survivor = await testApp();
    build = await TrellisBuild.make();
    victim = await TrellisProcess.start(build, survivor.database.url, {});
  }, 180_000);
  afterAll(async () => {
    await victim.kill();
    build.remove();
    await survivor.stop();
  });

  it('is free for the same request once the lease is over, which is then done once', async () => {
    const ada = await person(survivor);
    const key = randomUUID();
    const body = { name: 'killed', permissions: ['read:user'] };
    const options = { token: ada.token, headers: { 'idempotency-key': key } };
    const url = victim.learning.baseUrl.replace('/api/v1', '/v1/api-keys');

    const blocker = new Client({ connectionString: survivor.database.url });
    await blocker.connect();
    await blocker.query('BEGIN');
    await blocker.query('LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE');
    const broken = fetch(url, {
      method: 'POST',
      headers: {
        ...options.headers,
        authorization: `Bearer ${ada.token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    }).then(
      () => 'answered',
      () => 'cut off',
    );
    await eventually(
      () => survivor.database.query(`SELECT 1 FROM idempotency_keys WHERE status = 'in_flight'`),
      (rows) => rows.length === 1,
      DEADLINE_MS,
    );
    await victim.kill();
    expect(await broken).toBe('cut off');

    const early = await survivor.developer.post('/api-keys', body, options);
    expect(early.status).toBe(409);
    expect(early.body.error.code).toBe('idempotency_key_in_use');
    const other = await survivor.developer.post('/api-keys', { ...body, name: 'x' }, options);
    expect(other.status).toBe(422);

    await blocker.query('ROLLBACK');
    await blocker.end();
    const late = await eventually(
      () => survivor.developer.post('/api-keys', body, options),
      ({ status }) => status !== 409,
      LEASE_OVER_MS,
    );
    expect(late.status).toBe(200);
    const again = await survivor.developer.post('/api-keys', body, options);
    expect(again.text).toBe(late.text);
    const rows = await survivor.database.query(`SELECT 1 FROM api_keys WHERE name = 'killed'`);
    expect(rows).toHaveLength(1);
  });
});
