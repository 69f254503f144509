import { createHmac } from 'node:crypto';
import { JobWorker } from '../../../src/platform/queue/job-worker';
import { eventually } from '../../support/eventually';
import { person, type Person } from '../../support/people';
import { REDIS_PROGRAM, RedisServer } from '../../support/redis-server';
import { TEST_SECRET, testApp, type TestApp } from '../../support/test-app';

const PATIENCE_MS = 20_000;
const WORDS = 'I feel so alone tonight';
/** More digits than a moment in milliseconds has, so that no moment and no id holds it. */
const NUMBER = 471_147_114_711_471;

const BACKENDS = [
  { name: 'PostgreSQL', isThere: true },
  { name: 'Redis', isThere: REDIS_PROGRAM !== undefined },
].filter(({ isThere }) => isThere);

describe.each(BACKENDS)('The queue board, on $name', ({ name }) => {
  let redis: RedisServer | null = null;
  let app: TestApp;
  let admin: Person;
  let student: Person;

  beforeAll(async () => {
    if (name === 'Redis') redis = await RedisServer.start(REDIS_PROGRAM ?? '');
    app = await testApp({
      environment: redis === null ? {} : { REDIS_URL: redis.url, RATE_LIMITS: 'memory' },
    });
    admin = await person(app, 'PLATFORM_ADMIN');
    student = await person(app);
  });
  afterAll(async () => {
    await app.stop();
    await redis?.stop();
  });

  const board = (path: string, cookie?: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${app.baseUrl}/ops/queues${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...(cookie === undefined ? {} : { cookie }), ...init.headers },
    });

  async function setCookie(token: string): Promise<string> {
    const reply = await app.root.post('/ops/session', undefined, { token });
    expect(reply.status).toBe(204);
    return reply.headers.get('set-cookie') ?? '';
  }

  const cookieOf = async (token: string): Promise<string> =>
    (await setCookie(token)).split(';')[0] ?? '';

  it('is for platform admins, who exchange their token for a cookie', async () => {
    const { status } = await app.root.post('/ops/session', undefined, { token: student.token });
    expect(status).toBe(403);
    expect((await app.root.post('/ops/session')).status).toBe(401);
    const header = await setCookie(admin.token);
    expect(header).toMatch(/^trellis_ops=[\w.-]+; Path=\/ops; Max-Age=900; /);
    expect(header).toContain('HttpOnly; SameSite=Strict');
    expect(header).not.toContain('Secure');
    const rows = await app.database.query(
      `SELECT actor_id FROM audit_entries WHERE action = 'queue_board.open'`,
    );
    expect(rows).toEqual([{ actor_id: admin.id }]);
  });

  it('shows its page and its files, and lets nothing in from elsewhere', async () => {
    const cookie = await cookieOf(admin.token);
    const page = await board('/', cookie, { headers: { accept: 'text/html' } });
    const html = await page.text();
    expect([page.status, html.includes('<div id="root">')]).toEqual([200, true]);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const scripts = [...html.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, path]) => path);
    expect(scripts.length).toBeGreaterThan(0);
    for (const path of scripts) {
      const script = await board(`/${path}`, cookie);
      expect([script.status, script.headers.get('content-type')]).toEqual([
        200,
        expect.stringContaining('javascript'),
      ]);
    }
    // No script stands in the page itself: the policy would not let it run.
    expect(html).not.toMatch(/<script(?![^>]*(src=|application\/json))/);
  });

  it('shows jobs without what they were given or what they failed with', async () => {
    const cookie = await cookieOf(admin.token);
    const store = await app.trellis.app.get(JobWorker, { strict: false }).queue('fast');
    const job = await store.add('health.canary', { nonce: WORDS, age: NUMBER }, { attempts: 1 });
    await eventually(() => job.isFailed(), Boolean, PATIENCE_MS);
    await job.log(WORDS);
    const list = await board('/api/queues?activeQueue=fast&status=failed&page=1', cookie);
    const one = await board(`/api/queues/fast/${job.id}`, cookie);
    const texts = [await list.text(), await one.text()];
    expect([list.status, one.status]).toEqual([200, 200]);
    for (const text of texts) {
      expect(text).toContain('health.canary');
      expect(text).toContain('ZodError');
      expect(text).not.toMatch(new RegExp(`alone|${NUMBER}`));
    }
    expect(JSON.parse(texts[1] ?? '').job.data).toEqual({ nonce: 'text', age: 'number' });
    const { queues } = JSON.parse(texts[0] ?? '') as {
      queues: { name: string; readOnlyMode: boolean; counts: Record<string, number> }[];
    };
    expect(queues.map((queue) => queue.name).toSorted()).toEqual(['fast', 'slow']);
    expect(queues.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);
    expect(queues.find((queue) => queue.name === 'fast')?.counts['failed']).toBe(1);
    for (const path of [`/api/queues/fast/${job.id}/logs`, `/api/queues/fast/${job.id}/flow`]) {
      expect(await (await board(path, cookie)).text()).not.toContain('alone');
    }
    const schedulers = await board('/api/job-schedulers', cookie);
    expect(await schedulers.text()).toContain('email.send-due');
  });

  it.each([
    ['PUT', '/api/queues/pause'],
    ['PUT', '/api/queues/fast/pause'],
    ['PUT', '/api/queues/fast/clean/failed'],
    ['PUT', '/api/queues/fast/retry/failed'],
    ['PUT', '/api/queues/fast/obliterate'],
    ['POST', '/api/queues/fast/add'],
    ['PATCH', '/api/queues/fast/1/update-data'],
  ])('does nothing, whoever asks: %s %s', async (method, path) => {
    const cookie = await cookieOf(admin.token);
    const reply = await board(path, cookie, {
      method,
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('sends people to sign in, and tells programs', async () => {
    const visitor = await board('/', undefined, { headers: { accept: 'text/html' } });
    expect([visitor.status, visitor.headers.get('location')]).toEqual([302, '/ops/sign-in']);
    const paths = ['/api/queues', '/static/js/main.js', '/queue/fast'];
    for (const path of paths) expect((await board(path)).status).toBe(401);
    const page = await app.root.get('/ops/sign-in');
    expect([page.status, page.text.includes('/ops/sign-in/sign-in.js')]).toEqual([200, true]);
    const script = await app.root.get('/ops/sign-in/sign-in.js');
    expect([script.status, script.headers.get('content-type')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ]);
  });

  it('takes no cookie but its own', async () => {
    const good = await cookieOf(admin.token);
    const [body = ''] = good.slice('trellis_ops='.length).split('.');
    const later = Buffer.from(body, 'base64url')
      .toString()
      .replace(/"until":\d+/, '"until":9e15');
    const forged = Buffer.from(later).toString('base64url');
    const signed = createHmac('sha256', TEST_SECRET).update(forged).digest('base64url');
    const cookies = [
      `trellis_ops=${admin.token}`,
      `trellis_ops=${body}`,
      `trellis_ops=${forged}.${good.split('.')[1]}`,
      `trellis_ops=${forged}.${signed}`,
      'trellis_ops=',
      'trellis_ops=..',
    ];
    for (const cookie of cookies) expect((await board('/api/queues', cookie)).status).toBe(401);
    // And the cookie is no token anywhere else.
    const value = good.slice('trellis_ops='.length);
    expect((await app.learning.get('/users/me', { token: value })).status).toBe(401);
    const withCookie = await app.learning.raw('GET', '/users/me', undefined, {
      headers: { cookie: good },
    });
    expect(withCookie.status).toBe(401);
  });

  it('closes when the sign-in ends or the role is taken away', async () => {
    const other = await person(app, 'PLATFORM_ADMIN');
    const cookie = await cookieOf(other.token);
    expect((await board('/api/queues', cookie)).status).toBe(200);
    await app.database.query('DELETE FROM role_grants WHERE user_id = $1', [other.id]);
    await eventually(
      async () => (await board('/api/queues', cookie)).status,
      (status) => status === 401,
      PATIENCE_MS,
    );
    const third = await person(app, 'PLATFORM_ADMIN');
    const theirs = await cookieOf(third.token);
    await app.learning.post('/auth/logout', undefined, { token: third.token });
    await eventually(
      async () => (await board('/api/queues', theirs)).status,
      (status) => status === 401,
      PATIENCE_MS,
    );
    const end = await app.root.delete('/ops/session');
    expect(end.headers.get('set-cookie')).toMatch(/^trellis_ops=; Path=\/ops; Max-Age=0; HttpOnly/);
  });
});

describe('The cookie of the queue board', () => {
  it('is for encrypted lines alone where the public address is one', async () => {
    const app = await testApp({ environment: { PUBLIC_URL: 'https://trellis.example' } });
    try {
      const admin = await person(app, 'PLATFORM_ADMIN');
      const reply = await app.root.post('/ops/session', undefined, { token: admin.token });
      expect(reply.headers.get('set-cookie')).toMatch(/SameSite=Strict; Secure$/);
    } finally {
      await app.stop();
    }
  });
});
