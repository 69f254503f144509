import { ERROR_SHAPES, LEAKS, type SurfaceName } from '../../support/error-shapes';
import { person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const TEXT_TYPE = { 'content-type': 'text/plain' };

interface Case {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** A route of each contract that reads a body, and what its contract calls invalid input. */
const READERS: Partial<Record<SurfaceName, { path: string; invalid: number }>> = {
  learning: { path: '/api/v1/auth/login', invalid: 422 },
  coaching: { path: '/api/auth/login', invalid: 400 },
};

const UNKNOWN: readonly [SurfaceName, string][] = [
  ['learning', '/api/v1/nothing'],
  ['learning', '/api/v1'],
  ['learning', '/%61pi/v1/nothing'],
  ['coaching', '/api/nothing'],
  ['coaching', '/api'],
  ['coaching', '/v2/nothing'],
  ['coaching', '/v1/auth/nothing'],
  ['coaching', '/v1/agents/nothing'],
  ['developer', '/v1/nothing'],
  ['developer', '/v1'],
  ['developer', '/v1/authors'],
  ['operations', '/nothing'],
  ['operations', '/'],
  ['operations', '/v3/auth/login'],
  ['operations', '/apis/v1'],
];

function casesOf(surface: SurfaceName): Case[] {
  const reader = READERS[surface];
  const unknown = UNKNOWN.filter(([owner]) => owner === surface).map(([, path]) => path);
  const [anywhere = ''] = unknown;
  return [
    ...unknown.map((path) => ({ what: 'an unknown address', method: 'GET', path, status: 404 })),
    {
      what: 'an unknown address with a body',
      method: 'POST',
      path: anywhere,
      status: 404,
      body: '{}',
      headers: JSON_TYPE,
    },
    { what: 'a broken percent escape', method: 'GET', path: `${anywhere}/%zz`, status: 400 },
    {
      what: 'a percent escape that is no UTF-8',
      method: 'GET',
      path: `${anywhere}/%ED%A0%80`,
      status: 400,
    },
    ...(reader === undefined ? [] : readerCases(reader)),
  ];
}

function readerCases({ path, invalid }: { path: string; invalid: number }): Case[] {
  const post = { method: 'POST', path };
  const json = { ...post, headers: JSON_TYPE };
  return [
    { ...json, what: 'malformed JSON', status: 400, body: '{"email": ' },
    { ...json, what: 'a body of single quotes', status: 400, body: "{'email': 1}" },
    { ...json, what: 'JSON 100,000 levels deep', status: 400, body: '['.repeat(100_000) },
    {
      ...json,
      what: 'JSON 100,000 levels deep and closed again',
      status: 400,
      body: '['.repeat(100_000) + ']'.repeat(100_000),
    },
    {
      ...json,
      what: 'a key of the prototype',
      status: 400,
      body: '{"__proto__":{"role":"admin"}}',
    },
    {
      ...json,
      what: 'an inherited name as a key',
      status: invalid,
      body: '{"constructor":{"prototype":{}}}',
    },
    {
      ...json,
      what: 'U+0000',
      status: invalid,
      body: '{"email":"a\\u0000@example.com","password":"x"}',
    },
    {
      ...json,
      what: 'half a surrogate pair',
      status: invalid,
      body: '{"email":"a@example.com","password":"\\ud800"}',
    },
    {
      ...json,
      what: 'a number beyond every double',
      status: invalid,
      body: '{"email":1e999,"password":"x"}',
    },
    { ...json, what: 'a list instead of an object', status: invalid, body: '[]' },
    { ...json, what: 'null instead of an object', status: invalid, body: 'null' },
    { ...json, what: 'a number instead of an object', status: invalid, body: '9007199254740993' },
    { ...json, what: 'a text instead of an object', status: invalid, body: '"email"' },
    { ...json, what: 'no body', status: invalid, body: '' },
    {
      ...json,
      what: 'a body over one MiB',
      status: 413,
      body: JSON.stringify({ email: 'x'.repeat(1_048_576) }),
    },
    {
      ...post,
      what: 'a form',
      status: 415,
      body: 'email=a%40example.com&password=x',
      headers: FORM_TYPE,
    },
    { ...post, what: 'plain text', status: 415, body: '{}', headers: TEXT_TYPE },
    {
      ...post,
      what: 'XML',
      status: 415,
      body: '<a/>',
      headers: { 'content-type': 'application/xml' },
    },
    {
      ...post,
      what: 'multipart',
      status: 415,
      body: '--a--',
      headers: { 'content-type': 'multipart/form-data; boundary=a' },
    },
    {
      ...post,
      what: 'a content type that is none',
      status: 415,
      body: '{}',
      headers: { 'content-type': ';;;' },
    },
    { what: 'another verb', method: 'PUT', path, status: 405, body: '{}', headers: JSON_TYPE },
    { what: 'another verb without a body', method: 'DELETE', path, status: 405 },
    { what: 'reading what is only written', method: 'GET', path, status: 405 },
    {
      ...post,
      what: 'U+0000 in the query',
      path: `${path}?page=%00`,
      status: invalid,
      body: '{}',
      headers: JSON_TYPE,
    },
    {
      ...post,
      what: 'a broken percent escape in the query',
      path: `${path}?page=%zz`,
      status: 400,
      body: '{}',
      headers: JSON_TYPE,
    },
    {
      ...post,
      what: 'half a surrogate pair in the query',
      path: `${path}?page=%ED%A0%80`,
      status: 400,
      body: '{}',
      headers: JSON_TYPE,
    },
    {
      ...json,
      what: 'wrong credentials',
      status: 401,
      body: '{"email":"nobody@example.com","password":"x"}',
    },
  ];
}

describe.each(Object.keys(ERROR_SHAPES) as SurfaceName[])('Errors of the %s surface', (surface) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  it.each(casesOf(surface))('$what at $method $path: $status', async (entry) => {
    const { method, path, body, headers = {}, status } = entry;
    const reply = await app.root.raw(method, path, body, { headers });
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    expect(reply.body).toEqual(ERROR_SHAPES[surface](status));
    expect(reply.text).not.toMatch(LEAKS);
  });

  it.each(casesOf(surface))('the same as problem details: $what', async (entry) => {
    const { method, path, body, headers = {}, status } = entry;
    const reply = await app.root.raw(method, path, body, {
      headers: { ...headers, accept: 'application/problem+json, application/json;q=0.5' },
    });
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(reply.body).toMatchObject({
      type: 'about:blank',
      title: expect.stringMatching(/^[A-Z][A-Za-z ]+$/),
      status,
      detail: expect.any(String),
      code: expect.stringMatching(/^[a-z_]+$/),
    });
    expect(reply.text).not.toMatch(LEAKS);
  });
});

describe('Errors, in detail', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  it('names the verbs that an address has', async () => {
    const login = await app.root.raw('PUT', '/api/v1/auth/login', undefined);
    expect(login.headers.get('allow')).toBe('POST');
    const me = await app.root.raw('DELETE', '/api/v1/users/me/', undefined);
    expect(me.headers.get('allow')).toBe('GET, HEAD, PUT');
    const unusual = await app.root.raw('PROPFIND', '/v2/auth/login', undefined);
    expect(unusual.status).toBe(405);
    expect(unusual.body.error.code).toBe('METHOD_NOT_ALLOWED');
  });

  it('calls each kind by the code of its contract', async () => {
    const codes = await Promise.all(
      [
        app.root.raw('GET', '/api/nothing', undefined),
        app.root.raw('PUT', '/api/auth/login', undefined),
        app.root.raw('POST', '/api/auth/login', 'a', { headers: FORM_TYPE }),
        app.root.raw('POST', '/api/auth/login', '{', { headers: JSON_TYPE }),
        app.root.raw('POST', '/api/auth/login', ' '.repeat(1_048_577), { headers: JSON_TYPE }),
        app.root.raw('POST', '/api/auth/logout', undefined),
      ].map(async (reply) => (await reply).body.error.code),
    );
    expect(codes).toEqual([
      'NOT_FOUND',
      'METHOD_NOT_ALLOWED',
      'UNSUPPORTED_MEDIA_TYPE',
      'VALIDATION_ERROR',
      'PAYLOAD_TOO_LARGE',
      'UNAUTHORIZED',
    ]);
    expect((await app.developer.get('/nothing')).body).toEqual({
      success: false,
      error: { code: 'not_found', message: expect.any(String), details: [] },
    });
    const broken = await app.developer.raw('GET', '/nothing/%zz', undefined);
    expect(broken.body.error.code).toBe('invalid_request');
  });

  it('points at wrong fields in problem details', async () => {
    const reply = await app.root.raw(
      'POST',
      '/api/v1/auth/register-with-onboarding',
      JSON.stringify({
        email: 'nobody',
        password: 'SecurePass123',
        full_name: 'Ada',
        'a/b~c': 1,
        profile: { grade: 'nine' },
      }),
      { headers: { ...JSON_TYPE, accept: 'application/problem+json' } },
    );
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({
      title: 'Unprocessable Entity',
      code: 'validation_error',
      errors: expect.arrayContaining([
        { in: 'body', pointer: '#/email', detail: expect.any(String) },
        { in: 'body', pointer: '#/a~1b~0c', detail: expect.any(String) },
        { in: 'body', pointer: '#/profile/grade', detail: expect.any(String) },
      ]),
    });
  });

  it('says when to come back and how to sign in, problem details or not', async () => {
    const ada = await person(app);
    const guess = (accept: string) =>
      app.root.post(
        '/api/v1/auth/login',
        { email: ada.email, password: 'x' },
        { headers: { accept } },
      );
    for (let index = 0; index < 10; index += 1) {
      expect((await guess('*/*')).headers.get('www-authenticate')).toBe('Bearer');
    }
    for (const accept of ['*/*', 'application/problem+json']) {
      const reply = await guess(accept);
      expect(reply.status).toBe(429);
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it('answers HEAD like GET, without a body', async () => {
    const ada = await person(app);
    const get = await app.learning.get('/users/me', { token: ada.token });
    const head = await app.learning.raw('HEAD', '/users/me', undefined, { token: ada.token });
    expect(head.status).toBe(200);
    expect(head.text).toBe('');
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
    expect((await app.learning.raw('HEAD', '/users/me', undefined)).status).toBe(401);
    expect((await app.learning.raw('HEAD', '/nothing', undefined)).status).toBe(404);
  });

  it('takes a trailing slash or none', async () => {
    const ada = await person(app);
    for (const path of ['/users/me', '/users/me/']) {
      expect((await app.learning.get(path, { token: ada.token })).status).toBe(200);
    }
    const credentials = { email: ada.email, password: ada.password };
    expect((await app.learning.post('/auth/login/', credentials)).status).toBe(200);
    expect((await app.root.get('/health/live/')).status).toBe(200);
  });

  it('lets browsers of any origin in while developing, and read the headers that matter', async () => {
    const reply = await app.root.raw('OPTIONS', '/api/v1/users/me', undefined, {
      headers: {
        origin: 'http://localhost:3000',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect(reply.status).toBe(204);
    expect(reply.headers.get('access-control-allow-origin')).toBe('*');
    expect(reply.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(reply.headers.get('access-control-allow-headers')).toContain('authorization');
    const failed = await app.root.raw('GET', '/api/v1/users/me', undefined, {
      headers: { origin: 'http://localhost:3000' },
    });
    expect(failed.status).toBe(401);
    expect(failed.headers.get('access-control-allow-origin')).toBe('*');
    expect(failed.headers.get('access-control-expose-headers')).toContain('Retry-After');
    expect((await app.root.raw('OPTIONS', '/api/v1/users/me', undefined)).status).toBe(204);
  });
});
