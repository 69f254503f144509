import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: your own account', () => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    app = await testApp();
  });
  beforeEach(async () => {
    ada = await person(app);
  });
  afterAll(() => app.stop());

  const put = (body: unknown) => app.learning.put('/users/me', body, { token: ada.token });

  it('shows what the contract shows', async () => {
    const reply = await app.learning.get('/users/me', { token: ada.token });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      id: ada.id,
      email: ada.email,
      full_name: expect.stringMatching(/^Person \d+$/),
      is_active: true,
      locale: 'en',
      time_zone: 'UTC',
      current_streak_days: 0,
      last_activity_date: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });

  it('shows the streak while it lasts, and the day as it was written', async () => {
    await app.database.query(
      `UPDATE users SET current_streak_days = 5, last_activity_date = (now() AT TIME ZONE 'UTC')::date
       WHERE id = $1`,
      [ada.id],
    );
    const alive = await app.learning.get('/users/me', { token: ada.token });
    expect(alive.body.current_streak_days).toBe(5);
    await app.database.query(`UPDATE users SET last_activity_date = '2026-01-20' WHERE id = $1`, [
      ada.id,
    ]);
    const over = await app.learning.get('/users/me', { token: ada.token });
    expect(over.body).toMatchObject({ current_streak_days: 0, last_activity_date: '2026-01-20' });
  });

  it('changes name, locale and time zone, each by itself or together', async () => {
    const all = await put({ full_name: ' Jane Doe ', locale: 'es', time_zone: 'America/New_York' });
    expect(all.status).toBe(200);
    expect(all.body).toMatchObject({
      id: ada.id,
      full_name: 'Jane Doe',
      locale: 'es',
      time_zone: 'America/New_York',
    });
    const one = await put({ locale: 'pt-BR' });
    expect(one.body).toMatchObject({
      full_name: 'Jane Doe',
      locale: 'pt-BR',
      time_zone: 'America/New_York',
    });
    expect((await app.learning.get('/users/me', { token: ada.token })).body).toEqual(one.body);
  });

  it('changes nothing for an empty object', async () => {
    const before = await app.learning.get('/users/me', { token: ada.token });
    const reply = await put({});
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual(before.body);
  });

  it.each([
    ['email', 'new@example.com'],
    ['role', 'PLATFORM_ADMIN'],
    ['is_active', false],
    ['id', 1],
    ['uuid', '123e4567-e89b-12d3-a456-426614174000'],
    ['current_streak_days', 999],
    ['password', 'a wholly different phrase'],
    ['full_name', ''],
    ['full_name', '   '],
    ['full_name', null],
    ['full_name', 5],
    ['full_name', 'x'.repeat(201)],
    ['locale', 'no such tag!'],
    ['time_zone', '+01:00'],
    ['time_zone', 'Europe/Atlantis'],
    ['time_zone', 'PNT'],
    ['time_zone', 'ist'],
    ['time_zone', 'SystemV/PST8'],
  ])('refuses %p as %j and changes nothing', async (field, value) => {
    const before = await app.database.query('SELECT * FROM users WHERE id = $1', [ada.id]);
    const reply = await put({ full_name: 'Somebody Else', [field]: value });
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['body', field]);
    expect(await app.database.query('SELECT * FROM users WHERE id = $1', [ada.id])).toEqual(before);
  });

  it.each([[null], [[]], [1], ['text'], [true]])(
    'refuses %j instead of an object',
    async (body) => {
      const reply = await put(body);
      expect(reply.status).toBe(422);
      expect(reply.body).toEqual({
        detail: [{ loc: ['body'], msg: 'value is not an object', type: 'value_error.type' }],
      });
    },
  );

  it('needs a sign-in', async () => {
    for (const reply of [
      await app.learning.get('/users/me'),
      await app.learning.put('/users/me', { full_name: 'Nobody' }),
      await app.learning.post('/users/me/password', {}),
    ]) {
      expect(reply.status).toBe(401);
    }
  });

  it('changes the password only for who knows the present one, to one that is strong', async () => {
    const change = (current_password: string, new_password: string) =>
      app.learning.post(
        '/users/me/password',
        { current_password, new_password },
        { token: ada.token },
      );
    const wrong = await change('not my password', 'a wholly different phrase');
    expect(wrong.status).toBe(422);
    expect(wrong.body.detail[0].loc).toEqual(['body', 'current_password']);
    const weak = await change(ada.password, 'password1234');
    expect(weak.status).toBe(422);
    expect(weak.body.detail[0].loc).toEqual(['body', 'new_password']);
    const short = await change(ada.password, 'elevenchars');
    expect(short.status).toBe(422);
    const { status } = await app.learning.post('/auth/login', {
      email: ada.email,
      password: ada.password,
    });
    expect(status).toBe(200);
    expect((await app.learning.get('/users/me', { token: ada.token })).status).toBe(200);
  });
});
