import { HttpClient } from '../../support/http-client';
import { person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('Coaching: opening an account and signing in', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  const account = {
    email: 'user@example.com',
    password: 'SecurePassword123!',
    name: 'John Doe',
    role: 'student',
  };
  const tokens = {
    access_token: expect.any(String),
    refresh_token: expect.any(String),
    token_type: 'bearer',
  };

  async function rolesOf(email: string): Promise<string[]> {
    const rows = await app.database.query<{ role: string }>(
      'SELECT role FROM role_grants g JOIN users u ON u.id = g.user_id WHERE u.email = $1',
      [email],
    );
    return rows.map((row) => row.role);
  }

  it('registers a student with a uuid and tokens', async () => {
    const reply = await app.coaching.post('/auth/register', account);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      user_id: expect.stringMatching(UUID),
      email: account.email,
      ...tokens,
    });
    expect(await rolesOf(account.email)).toEqual(['STUDENT']);
    const [row] = await app.database.query('SELECT uuid, full_name FROM users WHERE email = $1', [
      account.email,
    ]);
    expect(row).toEqual({ uuid: reply.body.user_id, full_name: 'John Doe' });
  });

  it('registers a coach, who gets that role alone', async () => {
    const coach = { ...account, email: 'coach@example.com', role: 'coach' };
    expect((await app.coaching.post('/auth/register', coach)).status).toBe(200);
    expect(await rolesOf(coach.email)).toEqual(['COACH']);
  });

  it.each([['admin'], ['instructor'], ['PLATFORM_ADMIN'], ['COACH'], [''], [null], [['coach']]])(
    'refuses the role %j and stores nothing',
    async (role) => {
      const reply = await app.coaching.post('/auth/register', {
        ...account,
        email: 'climber@example.com',
        role,
      });
      expect(reply.status).toBe(400);
      expect(reply.body).toEqual({
        error: {
          code: 'VALIDATION_ERROR',
          message: expect.any(String),
          details: { field: 'role', error: 'role is either student or coach' },
        },
        status_code: 400,
      });
      expect(await rolesOf('climber@example.com')).toEqual([]);
    },
  );

  it('refuses an address that is taken', async () => {
    const reply = await app.coaching.post('/auth/register', account);
    expect(reply.status).toBe(409);
    expect(reply.body).toEqual({
      error: { code: 'CONFLICT', message: expect.any(String), details: {} },
      status_code: 409,
    });
  });

  it.each([
    ['email', 'nobody'],
    ['password', 'elevenchars'],
    ['password', 'password1234'],
    ['name', ''],
    ['is_active', true],
    ['uuid', '123e4567-e89b-12d3-a456-426614174000'],
    ['user_id', '123e4567-e89b-12d3-a456-426614174000'],
    ['id', 1],
  ])('refuses %p as %j, naming the field', async (field, value) => {
    const reply = await app.coaching.post('/auth/register', {
      ...account,
      email: 'careless@example.com',
      [field]: value,
    });
    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatchObject({ code: 'VALIDATION_ERROR', details: { field } });
    expect(await rolesOf('careless@example.com')).toEqual([]);
  });

  it('signs in with the user beside the tokens', async () => {
    const reply = await app.coaching.post('/auth/login', {
      email: account.email,
      password: account.password,
    });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      ...tokens,
      user: { id: expect.stringMatching(UUID), email: account.email, role: 'student' },
    });
  });

  it.each([
    ['coach', ['COACH'] as const],
    ['instructor', ['INSTRUCTOR'] as const],
    ['instructor', ['COACH', 'INSTRUCTOR'] as const],
    ['admin', ['INSTRUCTOR', 'PLATFORM_ADMIN', 'COACH'] as const],
  ])('calls a person by the weightiest of their roles: %p', async (word, roles) => {
    const ada = await person(app, ...roles);
    const reply = await app.coaching.post('/auth/login', {
      email: ada.email,
      password: ada.password,
    });
    expect(reply.body.user).toEqual({ id: ada.uuid, email: ada.email, role: word });
  });

  it('answers an unknown address and a wrong password alike', async () => {
    const wrong = await app.coaching.post('/auth/login', {
      email: account.email,
      password: 'not the password',
    });
    const unknown = await app.coaching.post('/auth/login', {
      email: 'nobody@example.com',
      password: 'not the password',
    });
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual({
      error: { code: 'UNAUTHORIZED', message: expect.any(String), details: {} },
      status_code: 401,
    });
    expect(unknown.status).toBe(401);
    expect(unknown.text).toBe(wrong.text);
  });

  it('shares accounts and access tokens with learning', async () => {
    const { body } = await app.coaching.post('/auth/login', {
      email: account.email,
      password: account.password,
    });
    const me = await app.learning.get('/users/me', { token: body.access_token });
    expect(me.status).toBe(200);
    expect(me.body).toMatchObject({ email: account.email, full_name: 'John Doe' });
  });
});

describe('Coaching: refreshing and signing out', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  async function signIn(): Promise<{ access_token: string; refresh_token: string }> {
    const ada = await person(app);
    const { body } = await app.coaching.post('/auth/login', {
      email: ada.email,
      password: ada.password,
    });
    return body;
  }

  it('renews the access token as often as asked, and leaves the refresh token alone', async () => {
    const { refresh_token: token } = await signIn();
    for (let round = 0; round < 3; round += 1) {
      const reply = await app.coaching.post('/auth/refresh', undefined, { token });
      expect(reply.status).toBe(200);
      expect(reply.body).toEqual({ access_token: expect.any(String), token_type: 'bearer' });
      const me = await app.learning.get('/users/me', { token: reply.body.access_token });
      expect(me.status).toBe(200);
    }
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => app.coaching.post('/auth/refresh', undefined, { token })),
    );
    expect(replies.map((reply) => reply.status)).toEqual(Array(10).fill(200));
  });

  it('lasts seven days, however often it was refreshed', async () => {
    const { refresh_token: token } = await signIn();
    await app.coaching.post('/auth/refresh', undefined, { token });
    const newest = 'WHERE user_id = (SELECT max(id) FROM users) AND surface = $1';
    const [row] = await app.database.query<{ hours: number }>(
      `SELECT round(extract(epoch FROM expires_at - created_at) / 3600)::int AS hours FROM sign_ins ${newest}`,
      ['coaching'],
    );
    expect(row).toEqual({ hours: 168 });
    await app.database.query(
      `UPDATE sign_ins SET expires_at = now() - interval '1 second' ${newest}`,
      ['coaching'],
    );
    expect((await app.coaching.post('/auth/refresh', undefined, { token })).status).toBe(401);
  });

  it('takes no access token for a refresh token, nor the other way round', async () => {
    const pair = await signIn();
    const crossed = await app.coaching.post('/auth/refresh', undefined, {
      token: pair.access_token,
    });
    expect(crossed.status).toBe(401);
    const logout = await app.coaching.post('/auth/logout', undefined, {
      token: pair.refresh_token,
    });
    expect(logout.status).toBe(401);
  });

  it('signs out with an empty body announced as JSON: access and refresh tokens are dead', async () => {
    const pair = await signIn();
    const reply = await app.coaching.raw('POST', '/auth/logout', '', {
      token: pair.access_token,
      headers: { 'content-type': 'application/json' },
    });
    expect(reply.status).toBe(204);
    expect(reply.text).toBe('');
    const me = await app.learning.get('/users/me', { token: pair.access_token });
    expect(me.status).toBe(401);
    const refreshed = await app.coaching.raw('POST', '/auth/refresh', '', {
      token: pair.refresh_token,
      headers: { 'content-type': 'application/json' },
    });
    expect(refreshed.status).toBe(401);
    expect(refreshed.body).toEqual({
      error: { code: 'UNAUTHORIZED', message: expect.any(String), details: {} },
      status_code: 401,
    });
  });
});

describe('Coaching: one contract under three prefixes', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  const client = (prefix: string): HttpClient =>
    new HttpClient(`${app.baseUrl}${prefix}`, '', null);
  const deprecations = ['deprecation', 'sunset', 'link'];

  it.each(['/api', '/v2', '/v1'])(
    'registers, signs in, refreshes and signs out under %s',
    async (prefix) => {
      const surface = client(prefix);
      const account = {
        email: `user-of${prefix.replace('/', '-')}@example.com`,
        password: 'SecurePassword123!',
      };
      const registered = await surface.post('/auth/register', {
        ...account,
        name: 'John Doe',
        role: 'coach',
      });
      expect(registered.status).toBe(200);
      const signedIn = await surface.post('/auth/login', account);
      expect(signedIn.body.user).toEqual({
        id: registered.body.user_id,
        email: account.email,
        role: 'coach',
      });
      const refreshed = await surface.post('/auth/refresh', undefined, {
        token: signedIn.body.refresh_token,
      });
      expect(refreshed.status).toBe(200);
      const signedOut = await surface.post('/auth/logout/', undefined, {
        token: refreshed.body.access_token,
      });
      expect(signedOut.status).toBe(204);
    },
  );

  it('takes a token of one prefix under the others', async () => {
    const ada = await person(app);
    const { body } = await client('/v1').post('/auth/login', {
      email: ada.email,
      password: ada.password,
    });
    for (const prefix of ['/api', '/v2', '/v1']) {
      const reply = await client(prefix).post('/auth/refresh', undefined, {
        token: body.refresh_token,
      });
      expect(reply.status).toBe(200);
    }
  });

  it('tells clients of /v1 since when it is deprecated, until when it answers and where to go', async () => {
    const ada = await person(app);
    const v1 = client('/v1');
    const signedIn = await v1.post('/auth/login', { email: ada.email, password: ada.password });
    expect(signedIn.status).toBe(200);
    const replies = {
      '/v2/auth/login': signedIn,
      '/v2/auth/register': await v1.post('/auth/register', { email: 'nobody' }),
      '/v2/auth/refresh': await v1.post('/auth/refresh'),
      '/v2/auth/logout': await v1.post('/auth/logout', undefined, {
        token: signedIn.body.access_token,
      }),
      '/v2/auth/nothing': await v1.get('/auth/nothing?page=2'),
      '/v2/auth/login/': await v1.put('/auth/login/', {}),
      '/v2/auth': await v1.raw('POST', '/auth', 'a=b', {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
      '/v2/students/%25zz': await v1.get('/students/%zz'),
    };
    expect(Object.values(replies).map((reply) => reply.status)).toEqual([
      200, 400, 401, 204, 404, 405, 404, 400,
    ]);
    for (const [successor, { headers }] of Object.entries(replies)) {
      expect(headers.get('deprecation')).toMatch(/^@\d{10}$/);
      const since = Number(headers.get('deprecation')?.slice(1)) * 1000;
      const sunset = headers.get('sunset') ?? '';
      expect(new Date(sunset).toUTCString()).toBe(sunset);
      expect(Date.parse(sunset)).toBeGreaterThan(since);
      expect(headers.get('link')).toBe(`<${successor}>; rel="successor-version"`);
    }
  });

  it('tells nobody else', async () => {
    const others = [
      await client('/api').post('/auth/login', {}),
      await client('/v2').get('/auth/nothing'),
      await app.learning.get('/users/me'),
      await app.developer.get('/user/profile'),
      await app.root.get('/health/live'),
    ];
    for (const { headers } of others) {
      expect(deprecations.filter((name) => headers.has(name))).toEqual([]);
    }
  });
});
