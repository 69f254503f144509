import { publicId } from '../../../src/kernel/public-id';
import { developer } from '../../support/developers';
import { ERROR_SHAPES } from '../../support/error-shapes';
import { eventually } from '../../support/eventually';
import type { Reply } from '../../support/http-client';
import { person, type Person } from '../../support/people';
import { REDIS_PROGRAM, RedisServer } from '../../support/redis-server';
import { testApp, type TestApp } from '../../support/test-app';

const EVERYTHING = { RATE_LIMIT_FACTOR: '1', RATE_LIMITS: 'postgres' };

let addresses = 0;

/** An address that nobody else in this file calls from. */
function newAddress(): string {
  addresses += 1;
  return `198.51.${100 + (addresses >> 8)}.${addresses & 255}`;
}

const from = (address: string) => ({ 'x-forwarded-for': address });
const statusesOf = (replies: readonly Reply[]) => replies.map(({ status }) => status);
const refusedOf = (replies: readonly Reply[]) =>
  replies.filter(({ status }) => status === 429).length;

function standingOf({ headers }: Reply) {
  return {
    limit: Number(headers.get('x-ratelimit-limit')),
    remaining: Number(headers.get('x-ratelimit-remaining')),
    inSeconds: Number(headers.get('x-ratelimit-reset')) - Date.now() / 1_000,
  };
}

/**
 * Expects that so many requests are off a bucket of 60, which one a second flows back into.
 *
 * @param since when the first of them was sent.
 */
function expectSpent(reply: Reply, spent: number, since: number): void {
  const flowedBack = Math.min(spent - 1, Math.floor((Date.now() - since) / 1_000));
  const { limit, remaining } = standingOf(reply);
  expect(limit).toBe(60);
  expect(remaining).toBeGreaterThanOrEqual(60 - spent);
  expect(remaining).toBeLessThanOrEqual(60 - spent + flowedBack);
}

async function inTurn<Result>(times: number, ask: (index: number) => Promise<Result>) {
  const results: Result[] = [];
  for (let index = 0; index < times; index += 1) results.push(await ask(index));
  return results;
}

/** The media type of the body that a case is about. */
function typeOf(name: string): string {
  if (name.includes('kind')) return 'text/plain';
  return name.includes('form') ? 'multipart/form-data; boundary=x' : 'application/json';
}

describe('Rate limits', () => {
  /** Behind a proxy on this machine. */
  let app: TestApp;
  let student: Person;

  beforeAll(async () => {
    app = await testApp({ environment: { ...EVERYTHING, TRUSTED_PROXIES: '127.0.0.1/32' } });
    student = await person(app);
  });
  afterAll(() => app.stop());

  const ask = (path: string, headers: Record<string, string>, method = 'GET', body?: string) =>
    app.root.raw(method, path, body, { headers });

  describe('are told with every reply', () => {
    it('to a person who is signed in', async () => {
      const somebody = await person(app);
      const reply = await app.learning.get('/users/me', { token: somebody.token });
      expect(reply.status).toBe(200);
      expect(standingOf(reply)).toMatchObject({ limit: 1_200, remaining: 1_199 });
      expect(standingOf(reply).inSeconds).toBeGreaterThan(50);
      expect(standingOf(reply).inSeconds).toBeLessThan(62);
      expect(reply.headers.get('ratelimit-policy')).toBe('"signed-in";q=1200;w=60');
      expect(reply.headers.get('ratelimit')).toMatch(/^"signed-in";r=1199;t=(60|5\d)$/);
    });

    it.each([
      ['learning, nobody known', '/api/v1/users/me', 401, 120],
      ['learning, a wrong token', '/api/v1/users/me', 401, 120],
      ['learning, unknown', '/api/v1/nothing/here', 404, 120],
      ['coaching, nobody known', '/api/students/me', 401, 60],
      ['coaching, unknown', '/api/nothing/here', 404, 60],
      ['coaching, another verb', '/api/auth/login', 405, 60],
      ['developer, nobody known', '/v1/user/profile', 401, 60],
      ['developer, unknown', '/v1/nothing', 404, 60],
      ['an address of nobody', '/nothing', 404, 1_200],
      ['a broken escape', '/api/v1/users/%zz', 400, 120],
      ['a body that nobody can read', '/api/v1/chat/sessions', 400, 120],
      ['a body of another kind', '/api/v1/chat/sessions', 415, 120],
      ['a body with a form', '/api/v1/chat/sessions', 415, 120],
      ['a body that is too large', '/api/v1/chat/sessions', 413, 120],
    ])('%s', async (name, path, status, limit) => {
      const headers: Record<string, string> = from(newAddress());
      if (name.includes('wrong token')) headers['authorization'] = 'Bearer a.b.c';
      let body: string | undefined;
      if (name.startsWith('a body')) {
        headers['content-type'] = typeOf(name);
        body = name.includes('large') ? `"${'x'.repeat(1_100_000)}"` : '{';
      }
      const reply = await ask(path, headers, body === undefined ? 'GET' : 'POST', body);
      expect(reply.status).toBe(status);
      expect(standingOf(reply)).toMatchObject({ limit, remaining: limit - 1 });
      expect(standingOf(reply).inSeconds).toBeGreaterThan(-1);
      expect(reply.headers.get('ratelimit-policy')).toMatch(/^"address";q=\d+;w=\d+$/);
      expect(reply.headers.get('ratelimit')).toMatch(/^"address";r=\d+;t=\d+$/);
    });

    it('when nothing has changed, without a body, and in a stream', async () => {
      const { key } = await developer(app);
      const profile = (headers = {}) => app.developer.get('/user/profile', { token: key, headers });
      const since = Date.now();
      const first = await profile();
      const unchanged = await profile({ 'if-none-match': first.headers.get('etag') ?? '' });
      expect(unchanged.status).toBe(304);
      expectSpent(unchanged, 2, since);
      const head = await ask('/v1/user/profile', { authorization: `Bearer ${key}` }, 'HEAD');
      expect(head.status).toBe(200);
      expectSpent(head, 3, since);
      const stream = await ask(
        '/v1/ai/completions',
        { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        'POST',
        '{"messages":[{"role":"user","content":"Hello"}],"stream":true}',
      );
      expect(stream.headers.get('content-type')).toContain('text/event-stream');
      expectSpent(stream, 4, since);
    });

    it('but not to browsers that ask what they may, which costs nothing', async () => {
      const address = newAddress();
      const preflight = await ask(
        '/api/v1/users/me',
        {
          ...from(address),
          origin: 'https://app.example',
          'access-control-request-method': 'GET',
        },
        'OPTIONS',
      );
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('x-ratelimit-limit')).toBeNull();
      expect(standingOf(await ask('/api/v1/users/me', from(address))).remaining).toBe(119);
    });

    it('and may be read by pages of other origins, refusals too', async () => {
      const headers = { ...from(newAddress()), origin: 'https://app.example' };
      const replies = await inTurn(61, () => ask('/api/students/me', headers));
      const refused = replies.at(-1) as Reply;
      expect(refused.status).toBe(429);
      expect(refused.headers.get('access-control-allow-origin')).toBe('*');
      const exposed = refused.headers.get('access-control-expose-headers') ?? '';
      for (const name of [
        'X-RateLimit-Remaining',
        'RateLimit',
        'RateLimit-Policy',
        'Retry-After',
      ]) {
        expect(exposed.split(', ')).toContain(name);
      }
    });
  });

  describe('of an address', () => {
    it('let exactly the allowance pass, and say when to come again', async () => {
      const address = newAddress();
      const replies = await inTurn(123, () => ask('/api/v1/users/me', from(address)));
      expect(statusesOf(replies)).toEqual([
        ...Array.from({ length: 120 }, () => 401),
        ...Array.from({ length: 3 }, () => 429),
      ]);
      const refused = replies.at(-1) as Reply;
      expect(refused.body).toEqual({ detail: 'Rate limit exceeded. Please try again later.' });
      expect(standingOf(refused)).toMatchObject({ limit: 120, remaining: 0 });
      const retryAfter = Number(refused.headers.get('retry-after'));
      expect(retryAfter).toBeGreaterThan(0);
      expect(retryAfter).toBeLessThanOrEqual(60);
      expect(refused.headers.get('ratelimit')).toBe(`"address";r=0;t=${retryAfter}`);
      expect((await ask('/api/v1/users/me', from(newAddress()))).status).toBe(401);
      const signedIn = { ...from(address), authorization: `Bearer ${student.token}` };
      expect((await ask('/api/v1/users/me', signedIn)).status).toBe(200);
    });

    it('have no way round', async () => {
      const address = newAddress();
      const ways: [string, string][] = [
        ['GET', '/api/students/me'],
        ['GET', '/v2/students/me'],
        ['GET', '/v1/students/me'],
        ['HEAD', '/api/students/me'],
        ['GET', '/api/students/me/'],
        ['GET', '/api/%73tudents/me'],
        ['GET', '/%61pi/students/m%65?x=1'],
        ['GET', '/api//students/me'],
        ['GET', '/api/STUDENTS/me'],
        ['GET', '/api/nothing'],
      ];
      const forged = (index: number) => ({ 'x-forwarded-for': `203.0.113.${index}, ${address}` });
      const replies = await inTurn(60, (index) => {
        const [method, path] = ways[index % ways.length] as [string, string];
        return ask(path, forged(index), method);
      });
      expect(refusedOf(replies)).toBe(0);
      expect(standingOf(replies.at(-1) as Reply).remaining).toBe(0);
      const more = await inTurn(ways.length, (index) => {
        const [method, path] = ways[index] as [string, string];
        return ask(path, forged(100 + index), method);
      });
      expect(statusesOf(more)).toEqual(ways.map(() => 429));
      expect(more[0]?.body).toEqual(ERROR_SHAPES.coaching(429));
    });

    it('hold for a network of IPv6, and for IPv4 in whichever spelling', async () => {
      const remaining = async (address: string) =>
        standingOf(await ask('/api/v1/users/me', from(address))).remaining;
      expect(await remaining('2001:db8:1:2::1')).toBe(119);
      expect(await remaining('2001:db8:1:2:ffff:ffff:ffff:fffe')).toBe(118);
      expect(await remaining('2001:0DB8:0001:0002::3')).toBe(117);
      expect(await remaining('2001:db8:1:3::1')).toBe(119);
      expect(await remaining('192.0.2.77')).toBe(119);
      expect(await remaining('::ffff:192.0.2.77')).toBe(118);
    });
  });

  describe('of people', () => {
    it('are one bucket for all their sign-ins and all prefixes', async () => {
      const { email, password, token } = await person(app);
      const again = await app.coaching.post('/auth/login', { email, password });
      const remaining = async (path: string, bearer: string) =>
        standingOf(await ask(path, { authorization: `Bearer ${bearer}` })).remaining;
      expect(await remaining('/api/students/me', token)).toBe(999);
      expect(await remaining('/v2/students/me', again.body.access_token)).toBe(998);
      expect(await remaining('/v1/students/me', token)).toBe(997);
      expect(await remaining('/api/v1/users/me', token)).toBe(1_199);
    });

    it('count the work of agents apart', async () => {
      const { token } = await person(app);
      const assessed = await app.coaching.post(
        '/agents/find/opportunities',
        { student_id: 'nobody' },
        { token },
      );
      expect(standingOf(assessed)).toMatchObject({ limit: 100, remaining: 99 });
      expect(assessed.headers.get('ratelimit-policy')).toBe('"agents";q=100;w=3600');
      const looked = await app.coaching.get('/agents/runs', { token });
      expect(standingOf(looked)).toMatchObject({ limit: 1_000, remaining: 999 });
      const more = await inTurn(100, () =>
        app.coaching.post('/agents/find/opportunities', {}, { token }),
      );
      expect(refusedOf(more)).toBe(1);
      expect((await app.coaching.get('/agents/runs', { token })).status).toBe(200);
    });
  });

  describe('of people who get in', () => {
    it('do not keep a school behind one address out', async () => {
      const address = newAddress();
      const signIn = (index: number) =>
        app.coaching.post(
          '/auth/login',
          { email: `pupil-${index}@school.example` },
          {
            headers: from(address),
          },
        );
      const replies = await inTurn(130, signIn);
      expect(refusedOf(replies)).toBe(0);
      const last = replies.at(-1) as Reply;
      expect(standingOf(last)).toMatchObject({ limit: 60, remaining: 59 });
      expect(last.headers.get('ratelimit')).toMatch(
        /^"sign-ins-of-address";r=1070;t=\d+, "sign-ins";r=59;t=\d+$/,
      );
    });

    it('stop whoever tries one account, in whichever spelling', async () => {
      const address = newAddress();
      const spellings = ['ada@school.example', 'ADA@school.example', ' Ada@School.Example '];
      const replies = await inTurn(61, (index) =>
        ask(
          ['/api/auth/login', '/v2/auth/login', '/v1/auth/login/'][index % 3] as string,
          { ...from(address), 'content-type': 'application/json' },
          'POST',
          JSON.stringify({ email: spellings[index % 3] }),
        ),
      );
      expect(refusedOf(replies)).toBe(1);
      expect(replies.at(-1)?.status).toBe(429);
      const elsewhere = { ...from(newAddress()), 'content-type': 'application/json' };
      const there = await ask(
        '/api/auth/login',
        elsewhere,
        'POST',
        '{"email":"ada@school.example"}',
      );
      expect(there.status).toBe(400);
    });

    it('let a class sign up, and ask whether an address is free', async () => {
      const headers = from(newAddress());
      const signUps = await inTurn(125, (index) =>
        app.learning.post('/auth/register', { email: `pupil-${index}@class.example` }, { headers }),
      );
      expect(refusedOf(signUps)).toBe(0);
      const checks = await inTurn(110, (index) =>
        app.learning.post('/auth/check-email', { email: `c-${index}@class.example` }, { headers }),
      );
      expect(refusedOf(checks)).toBe(0);
      expect(checks[0]?.headers.get('ratelimit-policy')).toBe(
        '"checks-a-minute";q=120;w=60, "checks";q=600;w=3600',
      );
    });

    it('bound the mails to one person, wherever they are asked for', async () => {
      const forgot = () =>
        app.learning.post(
          '/auth/forgot-password',
          { email: 'flooded@school.example' },
          {
            headers: from(newAddress()),
          },
        );
      const replies = await inTurn(11, forgot);
      expect(statusesOf(replies)).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
      const guardian = (index: number) =>
        app.learning.post(
          '/auth/register',
          { email: `child-${index}@home.example`, guardian_email: 'parent@home.example' },
          { headers: from(newAddress()) },
        );
      expect(refusedOf(await inTurn(11, guardian))).toBe(1);
    });
  });

  describe('of programs', () => {
    it('leave what is left to the owner alone: a key that somebody took can be revoked', async () => {
      const { person: owner, key, keyId } = await developer(app);
      const flooded = ['/v1/user/profile', '/v1/api-keys', '/api/students/me', '/api/v1/users/me'];
      for (const path of flooded) await ask(path, { authorization: `Bearer ${key}` });
      // All at once: one a second flows back.
      const spent = await Promise.all(
        Array.from({ length: 150 }, () => app.developer.get('/user/profile', { token: key })),
      );
      expect(refusedOf(spent)).toBeGreaterThan(0);
      const own = { authorization: `Bearer ${owner.token}` };
      expect(standingOf(await ask('/v1/api-keys', own)).remaining).toBe(59);
      expect(standingOf(await ask('/api/students/me', own)).remaining).toBe(999);
      expect(standingOf(await ask('/api/v1/users/me', own)).remaining).toBe(1_199);
      const id = publicId('key', keyId);
      expect((await ask(`/v1/api-keys/${id}`, own, 'DELETE')).status).toBe(204);
    });

    it('are those of the plan of whoever owns the key, however many keys there are', async () => {
      const first = await developer(app);
      const second = await developer(app, { person: first.person });
      const profile = (key: string) => app.developer.get('/user/profile', { token: key });
      const since = Date.now();
      const reply = await profile(first.key);
      expect(standingOf(reply)).toMatchObject({ limit: 60, remaining: 59 });
      expect(reply.headers.get('ratelimit-policy')).toBe('"free";q=60;w=60');
      expectSpent(await profile(second.key), 2, since);
      const before = Date.now();
      const replies = await Promise.all(
        Array.from({ length: 150 }, (_, index) =>
          profile(index % 2 === 0 ? first.key : second.key),
        ),
      );
      const refilled = Math.ceil((Date.now() - before) / 1_000);
      const passed = replies.length - refusedOf(replies);
      expect(passed).toBeGreaterThanOrEqual(97);
      expect(passed).toBeLessThanOrEqual(100 + refilled);
      const refused = replies.find(({ status }) => status === 429);
      expect(refused?.body).toEqual({
        success: false,
        error: {
          code: 'rate_limit_exceeded',
          message: 'Rate limit exceeded. Please try again later.',
          details: [],
        },
      });
      expect(refused?.headers.get('retry-after')).toBe('1');
      await eventually(
        () => profile(first.key),
        ({ status }) => status === 200,
        20_000,
      );
    });

    it('follow a change of plan within seconds, both ways', async () => {
      const { key, person: owner } = await developer(app);
      const limit = async () =>
        standingOf(await app.developer.get('/user/profile', { token: key })).limit;
      expect(await limit()).toBe(60);
      await app.database.query(
        `INSERT INTO entitlements (user_id, kind, value, source, valid_from)
         VALUES ($1, 'plan', 'enterprise', 'grant:test', now())`,
        [owner.id],
      );
      await eventually(limit, (told) => told === 1_000, 20_000);
      await app.database.query('DELETE FROM entitlements WHERE user_id = $1', [owner.id]);
      await eventually(limit, (told) => told === 60, 20_000);
    });

    it('are those of the address for a key that may not be used from there', async () => {
      const { key, keyId } = await developer(app);
      await app.database.query(
        `UPDATE api_keys SET allowed_addresses = '{203.0.113.0/24}' WHERE id = $1`,
        [keyId],
      );
      const profile = (address: string) =>
        app.developer.get('/user/profile', { token: key, headers: from(address) });
      const address = newAddress();
      const taken = await inTurn(3, () => profile(address));
      expect(statusesOf(taken)).toEqual([403, 403, 403]);
      expect(taken[2]?.headers.get('ratelimit-policy')).toBe('"address";q=60;w=60');
      const own = await profile('203.0.113.9');
      expect(own.status).toBe(200);
      expect(standingOf(own).remaining).toBe(59);
    });

    it('are less for what their owner gets a mail about', async () => {
      const { person: owner, key, keyId } = await developer(app);
      const rotate = () =>
        app.developer.post(
          `/api-keys/${publicId('key', keyId)}/rotate`,
          {},
          { token: owner.token },
        );
      const replies = await inTurn(61, rotate);
      expect(refusedOf(replies)).toBe(1);
      expect(replies[0]?.headers.get('ratelimit-policy')).toBe('"mails-to-oneself";q=60;w=3600');
      const made = await app.developer.post(
        '/api-keys',
        { name: 'K', permissions: ['read:user'] },
        { token: owner.token },
      );
      expect(made.status).toBe(429);
      const own = await app.developer.get('/api-keys', { token: owner.token });
      expect(own.status).toBe(200);
      const hook = { url: 'https://hooks.example/h', events: ['task.created'] };
      const added = await app.developer.post('/webhooks', hook, { token: key });
      expect(added.headers.get('ratelimit-policy')).toContain('mails-to-oneself');
    });

    it('are those of the address for a key that is none', async () => {
      const headers = from(newAddress());
      const token = `trl_live_${'x'.repeat(36)}`;
      const tryIt = () => app.developer.get('/user/profile', { token, headers });
      const since = Date.now();
      expect(standingOf(await tryIt())).toMatchObject({ limit: 60, remaining: 59 });
      expectSpent(await tryIt(), 2, since);
      const { key } = await developer(app);
      const good = await app.developer.get('/user/profile', { token: key, headers });
      expect(standingOf(good).remaining).toBe(59);
    });
  });

  describe('across processes', () => {
    const storages: [string, () => Promise<[Record<string, string>, () => Promise<void>]>][] = [
      ['PostgreSQL', async () => [EVERYTHING, async () => undefined]],
    ];
    if (REDIS_PROGRAM !== undefined) {
      const program = REDIS_PROGRAM;
      storages.push([
        'Redis',
        async () => {
          const redis = await RedisServer.start(program);
          const environment = {
            RATE_LIMIT_FACTOR: '1',
            REDIS_URL: redis.url,
            RATE_LIMITS: 'redis',
          };
          return [environment, () => redis.stop()];
        },
      ]);
    }

    it.each(storages)('count together in %s, and believe no proxy', async (_name, open) => {
      const [environment, close] = await open();
      const processes = await Promise.all([
        testApp({ environment, database: app.database }),
        testApp({ environment, database: app.database }),
      ]);
      try {
        const replies = await Promise.all(
          Array.from({ length: 240 }, (_, index) =>
            (processes[index % 2] as TestApp).root.get('/api/v1/users/me', {
              headers: from(`203.0.113.${index}`),
            }),
          ),
        );
        const passed = replies.length - refusedOf(replies);
        expect(Math.abs(passed - 120)).toBeLessThanOrEqual(1);
      } finally {
        await Promise.all(processes.map((one) => one.stop()));
        await close();
      }
    });
  });
});
