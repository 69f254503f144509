import { PasswordHasher } from '../../../src/platform/crypto/password-hasher';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: opening an account and signing in', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  const account = {
    email: 'user@example.com',
    password: 'SecurePass123',
    full_name: 'John Doe',
    locale: 'en',
    time_zone: 'UTC',
  };
  const tokens = {
    access_token: expect.any(String),
    refresh_token: expect.any(String),
    token_type: 'bearer',
  };

  async function usersCalled(email: string): Promise<number> {
    const rows = await app.database.query('SELECT 1 FROM users WHERE email = $1', [email]);
    return rows.length;
  }

  it('registers, and the address is taken from then on, however it is written', async () => {
    expect((await app.learning.post('/auth/check-email', { email: account.email })).body).toEqual({
      available: true,
    });
    const reply = await app.learning.post('/auth/register', account);
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual(tokens);
    const taken = await app.learning.post('/auth/check-email', { email: 'USER@example.com' });
    expect(taken).toMatchObject({ status: 200, body: { available: false } });
    const again = await app.learning.post('/auth/register', {
      ...account,
      email: 'User@Example.com',
    });
    expect(again.status).toBe(409);
    expect(again.body).toEqual({ detail: expect.stringContaining('exists already') });
    expect(await usersCalled(account.email)).toBe(1);
  });

  it('opens one account when an address registers many times at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 8 }, () =>
        app.learning.post('/auth/register', { ...account, email: 'twins@example.com' }),
      ),
    );
    expect(replies.map((reply) => reply.status).toSorted()).toEqual([201, ...Array(7).fill(409)]);
    expect(await usersCalled('twins@example.com')).toBe(1);
  });

  it('gives a new account the role of a student, a random name and nothing else', async () => {
    const [row] = await app.database.query(
      `SELECT username, is_active, (SELECT jsonb_agg(role) FROM role_grants WHERE user_id = u.id) AS roles
       FROM users u WHERE email = $1`,
      [account.email],
    );
    expect(row).toEqual({
      username: expect.stringMatching(/^learner-[0-9a-f]{12}$/),
      is_active: true,
      roles: ['STUDENT'],
    });
  });

  it('signs in and shows the account to its owner', async () => {
    const before = Date.now();
    const signedIn = await app.learning.post('/auth/login', {
      email: 'User@Example.COM',
      password: account.password,
    });
    expect(signedIn.status).toBe(200);
    expect(signedIn.body).toEqual(tokens);
    const me = await app.learning.get('/users/me', { token: signedIn.body.access_token });
    expect(me.status).toBe(200);
    expect(me.body.email).toBe(account.email);
    const [row] = await app.database.query<{ last_login_at: Date }>(
      'SELECT last_login_at FROM users WHERE email = $1',
      [account.email],
    );
    expect(row?.last_login_at.getTime()).toBeGreaterThanOrEqual(before);
  });

  it('answers an unknown address and a wrong password alike, with the same work', async () => {
    const hasher = app.trellis.app.get(PasswordHasher, { strict: false });
    const start = hasher.verifications;
    const wrong = await app.learning.post('/auth/login', {
      email: account.email,
      password: 'not the password',
    });
    expect(hasher.verifications).toBe(start + 1);
    const unknown = await app.learning.post('/auth/login', {
      email: 'nobody@example.com',
      password: 'not the password',
    });
    expect(hasher.verifications).toBe(start + 2);
    expect(wrong.status).toBe(401);
    expect(unknown.status).toBe(401);
    expect(unknown.text).toBe(wrong.text);
    expect(wrong.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('answers a disabled account the same way', async () => {
    await app.learning.post('/auth/register', { ...account, email: 'gone@example.com' });
    await app.database.query(`UPDATE users SET is_active = false WHERE email = 'gone@example.com'`);
    const wrong = await app.learning.post('/auth/login', {
      email: account.email,
      password: 'not the password',
    });
    const disabled = await app.learning.post('/auth/login', {
      email: 'gone@example.com',
      password: account.password,
    });
    expect(disabled.status).toBe(401);
    expect(disabled.text).toBe(wrong.text);
  });

  it('stores neither passwords nor refresh tokens, only their hashes', async () => {
    const { body } = await app.learning.post('/auth/login', {
      email: account.email,
      password: account.password,
    });
    const [user] = await app.database.query<{ password_hash: string }>(
      'SELECT password_hash FROM users WHERE email = $1',
      [account.email],
    );
    expect(user?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const dump = await app.database.query<{ row: string }>(
      'SELECT t::text AS row FROM refresh_tokens t',
    );
    expect(dump.length).toBeGreaterThan(0);
    expect(dump.some(({ row }) => row.includes(body.refresh_token))).toBe(false);
  });

  it('names a wrong field the way the contract does', async () => {
    const reply = await app.learning.post('/auth/register', { ...account, email: 'nobody' });
    expect(reply.status).toBe(422);
    expect(reply.body).toEqual({
      detail: [
        {
          loc: ['body', 'email'],
          msg: 'value is not a valid email address',
          type: 'value_error.email',
        },
      ],
    });
  });

  it('names every field that is missing', async () => {
    const reply = await app.learning.post('/auth/register', {});
    expect(reply.status).toBe(422);
    expect(reply.body.detail.map((issue: { loc: unknown }) => issue.loc)).toEqual([
      ['body', 'email'],
      ['body', 'password'],
      ['body', 'full_name'],
    ]);
  });

  it.each(['role', 'is_active', 'id', 'uuid', 'constructor', 'hasOwnProperty'])(
    'refuses the field %p and stores nothing',
    async (field) => {
      const reply = await app.learning.post('/auth/register', {
        ...account,
        email: 'climber@example.com',
        [field]: 'PLATFORM_ADMIN',
      });
      expect(reply.status).toBe(422);
      expect(reply.body.detail).toEqual([
        { loc: ['body', field], msg: expect.any(String), type: 'value_error.extra' },
      ]);
      expect(await usersCalled('climber@example.com')).toBe(0);
    },
  );

  it.each([
    ['a sentence with spaces, longer than sixty-four characters in all, as people like them'],
    ['пароль от моего старого дома 🏡'],
    ['  spaces around count too  '],
    ['S'.repeat(64) + 'alt and pepper'],
  ])('takes %p as a password and signs in with it', async (password) => {
    const email = `phrase-${Buffer.from(password).toString('hex').slice(0, 12)}@example.com`;
    const registered = await app.learning.post('/auth/register', { ...account, email, password });
    expect(registered.status).toBe(201);
    expect((await app.learning.post('/auth/login', { email, password })).status).toBe(200);
    const shortened = await app.learning.post('/auth/login', {
      email,
      password: [...password].slice(0, -1).join(''),
    });
    expect(shortened.status).toBe(401);
  });

  it('knows a password by its characters, however the keyboard composed them', async () => {
    const email = 'composed@example.com';
    const composed = 'caf\u00e9 cr\u00e8me br\u00fbl\u00e9e';
    await app.learning.post('/auth/register', { ...account, email, password: composed });
    const decomposed = composed.normalize('NFD');
    expect(decomposed).not.toBe(composed);
    const reply = await app.learning.post('/auth/login', { email, password: decomposed });
    expect(reply.status).toBe(200);
  });

  it.each([
    ['elevenchars', 'at least 12 characters'],
    ['x'.repeat(30) + 'yzabcdef'.repeat(30), 'at most 256 characters'],
    ['password1234', 'most common'],
    ['QWERTYuiop123', 'most common'],
    ['123456789012', 'repeats itself'],
    ['short.lived!99', 'email address'],
  ])('refuses %p as a password and says why', async (password, reason) => {
    const reply = await app.learning.post('/auth/register', {
      ...account,
      email: 'short.lived@example.com',
      password,
    });
    expect(reply.status).toBe(422);
    expect(reply.body.detail).toEqual([
      expect.objectContaining({
        loc: ['body', 'password'],
        msg: expect.stringContaining(reason),
      }),
    ]);
    expect(await usersCalled('short.lived@example.com')).toBe(0);
  });

  it('refuses a locale and a time zone that do not exist', async () => {
    const reply = await app.learning.post('/auth/register', {
      ...account,
      email: 'lost@example.com',
      locale: 'not a tag',
      time_zone: 'Mars/Olympus',
    });
    expect(reply.status).toBe(422);
    expect(reply.body.detail.map((issue: { loc: unknown }) => issue.loc)).toEqual([
      ['body', 'locale'],
      ['body', 'time_zone'],
    ]);
  });
});
