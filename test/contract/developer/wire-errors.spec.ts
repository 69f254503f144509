import { type Developer, developer } from '../../support/developers';
import { LEAKS } from '../../support/error-shapes';
import { testApp, type TestApp } from '../../support/test-app';

const JSON_TYPE = { 'content-type': 'application/json' };
const LARGE = JSON.stringify({ title: 'x'.repeat(1_048_576) });

interface Case {
  readonly what: string;
  readonly method?: string;
  readonly path: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  /** Whose key is sent; by default one that may do everything. */
  readonly bearer?: 'nobody' | 'a stranger' | 'a narrow key';
  readonly status: number;
  readonly code: string;
  /** What one of the details says, where there are any. */
  readonly detail?: RegExp;
}

const CASES: readonly Case[] = [
  {
    what: 'a field that breaks its rule',
    method: 'POST',
    path: '/tasks',
    body: '{"title":""}',
    status: 400,
    code: 'invalid_request',
    detail: /^title: /,
  },
  {
    what: 'a field that is missing',
    method: 'POST',
    path: '/tasks',
    body: '{}',
    status: 400,
    code: 'invalid_request',
    detail: /^title: field required$/,
  },
  {
    what: 'a field that nobody knows',
    method: 'POST',
    path: '/tasks',
    body: '{"title":"Read","admin":true}',
    status: 400,
    code: 'invalid_request',
    detail: /^admin: /,
  },
  {
    what: 'a list instead of an object',
    method: 'POST',
    path: '/tasks',
    body: '[]',
    status: 400,
    code: 'invalid_request',
    detail: /^value is not an object$/,
  },
  {
    what: 'a page that is none',
    path: '/tasks?page=0',
    status: 400,
    code: 'invalid_request',
    detail: /^page: /,
  },
  {
    what: 'a parameter that nobody knows',
    path: '/tasks?colour=red',
    status: 400,
    code: 'invalid_request',
    detail: /^colour: /,
  },
  {
    what: 'malformed JSON',
    method: 'POST',
    path: '/tasks',
    body: '{"title": ',
    status: 400,
    code: 'invalid_request',
  },
  {
    what: 'a broken percent escape',
    path: '/tasks/%zz',
    status: 400,
    code: 'invalid_request',
  },
  {
    what: 'no key',
    path: '/user/profile',
    bearer: 'nobody',
    status: 401,
    code: 'unauthorized',
  },
  {
    what: 'a key that nobody has',
    path: '/user/profile',
    bearer: 'a stranger',
    status: 401,
    code: 'api_key_invalid',
  },
  {
    what: 'a key without the permission',
    path: '/user/profile',
    bearer: 'a narrow key',
    status: 403,
    code: 'insufficient_permission',
  },
  { what: 'an unknown address', path: '/nothing', status: 404, code: 'not_found' },
  {
    what: 'an unknown address without a key',
    path: '/nothing',
    bearer: 'nobody',
    status: 404,
    code: 'not_found',
  },
  {
    what: 'an unknown address with a body',
    method: 'POST',
    path: '/nothing',
    body: '{}',
    status: 404,
    code: 'not_found',
  },
  {
    what: 'something that does not exist',
    path: '/tasks/tsk_0YQMyXtSxTLOwYHWGLfi8A',
    status: 404,
    code: 'not_found',
  },
  {
    what: 'an id of another kind',
    path: '/tasks/usr_0YQMyXtSxTLOwYHWGLfi8A',
    status: 404,
    code: 'not_found',
  },
  {
    what: 'an address of 10,000 characters',
    path: `/tasks/${'x'.repeat(10_000)}`,
    status: 404,
    code: 'not_found',
  },
  {
    what: 'another verb',
    method: 'DELETE',
    path: '/user/profile',
    status: 405,
    code: 'method_not_allowed',
  },
  {
    what: 'writing what is only read',
    method: 'POST',
    path: '/user/profile',
    body: '{}',
    status: 405,
    code: 'method_not_allowed',
  },
  {
    what: 'a body over a mebibyte',
    method: 'POST',
    path: '/tasks',
    body: LARGE,
    status: 413,
    code: 'payload_too_large',
  },
  {
    what: 'a form',
    method: 'POST',
    path: '/tasks',
    body: 'title=Read',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    code: 'unsupported_media_type',
  },
  {
    what: 'more points than there are',
    method: 'POST',
    path: '/staking/stakes',
    body: '{"product":"flexible","points":1000}',
    status: 422,
    code: 'insufficient_points',
  },
];

describe('Errors of the developer contract', () => {
  let app: TestApp;
  let ada: Developer;
  let narrow: Developer;

  beforeAll(async () => {
    app = await testApp();
    ada = await developer(app);
    narrow = await developer(app, { permissions: ['use:ai'] });
  });
  afterAll(() => app.stop());

  function ask(entry: Case, accept = '*/*') {
    const { method = 'GET', path, body, bearer, headers } = entry;
    const tokens = {
      nobody: undefined,
      'a stranger': ada.key.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x')),
      'a narrow key': narrow.key,
    };
    const token = bearer === undefined ? ada.key : tokens[bearer];
    return app.developer.raw(method, path, body, {
      ...(token === undefined ? {} : { token }),
      headers: { ...(body === undefined ? {} : JSON_TYPE), ...headers, accept },
    });
  }

  it.each(CASES)('$what: $status $code', async (entry) => {
    const reply = await ask(entry);
    expect(reply.status).toBe(entry.status);
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(reply.body).toEqual({
      success: false,
      error: { code: entry.code, message: expect.stringMatching(/./), details: expect.any(Array) },
    });
    const details = reply.body.error.details as unknown[];
    for (const detail of details) expect(typeof detail).toBe('string');
    if (entry.detail === undefined) expect(details).toEqual([]);
    else expect(details).toContainEqual(expect.stringMatching(entry.detail));
    expect(reply.text).not.toMatch(LEAKS);
    expect(reply.headers.has('etag')).toBe(false);
  });

  it.each(CASES)('as problem details: $what', async (entry) => {
    const reply = await ask(entry, 'application/problem+json');
    expect(reply.status).toBe(entry.status);
    expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(reply.body).toMatchObject({
      type: 'about:blank',
      status: entry.status,
      title: expect.any(String),
      detail: expect.any(String),
      code: entry.code,
    });
  });

  it('name the verbs that an address has', async () => {
    const profile = await app.developer.raw('PUT', '/user/profile', '{}', { headers: JSON_TYPE });
    expect(profile.headers.get('allow')).toBe('GET, HEAD');
    const tasks = await app.developer.raw('DELETE', '/tasks', undefined);
    expect(tasks.headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it('say how to sign in', async () => {
    const reply = await app.developer.raw('GET', '/user/profile', undefined);
    expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it('keep a fault of ours to themselves', async () => {
    await app.database.query(`ALTER TABLE point_accounts RENAME TO point_accounts_away`);
    const reply = await app.developer.get('/user/profile', { token: ada.key });
    await app.database.query(`ALTER TABLE point_accounts_away RENAME TO point_accounts`);
    expect(reply.status).toBe(500);
    expect(reply.body).toEqual({
      success: false,
      error: { code: 'internal_error', message: expect.any(String), details: [] },
    });
    expect(reply.text).not.toMatch(/point_accounts|relation/);
  });
});
