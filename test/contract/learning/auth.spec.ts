import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: signing in', () => {
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

  it('registers, and the address is taken from then on', async () => {
    expect((await app.learning.post('/auth/check-email', { email: account.email })).body).toEqual({
      available: true,
    });
    const reply = await app.learning.post('/auth/register', account);
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: 'bearer',
    });
    const taken = await app.learning.post('/auth/check-email', { email: 'USER@example.com' });
    expect(taken.body).toEqual({ available: false });
    expect((await app.learning.post('/auth/register', account)).status).toBe(409);
  });

  it('shows the account to its owner', async () => {
    const { body } = await app.learning.post('/auth/login', {
      email: account.email,
      password: account.password,
    });
    const me = await app.learning.get('/users/me', { token: body.access_token });
    expect(me.status).toBe(200);
    expect(me.body).toEqual({
      id: expect.any(Number),
      email: 'user@example.com',
      full_name: 'John Doe',
      is_active: true,
      locale: 'en',
      time_zone: 'UTC',
      current_streak_days: 0,
      last_activity_date: null,
      created_at: expect.stringMatching(/Z$/),
    });
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
});
