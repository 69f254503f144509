import { testApp, type TestApp } from '../../support/test-app';

describe('Learning: registering with onboarding', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  const request = {
    email: 'user@example.com',
    password: 'SecurePass123',
    full_name: 'John Doe',
    profile: {
      date_of_birth: '2000-01-01',
      learning_goal: 'CAREER_ADVANCEMENT',
      study_level: 'UNDERGRADUATE',
      grade: 'SOPHOMORE',
    },
    subject_preferences: [1, 2, 3],
  };

  /** A birthday so many years ago, moved by some days. */
  function bornYearsAgo(years: number, days: number): string {
    const now = new Date();
    return new Date(
      Date.UTC(now.getUTCFullYear() - years, now.getUTCMonth(), now.getUTCDate() + days),
    )
      .toISOString()
      .slice(0, 10);
  }

  async function everything(): Promise<unknown> {
    const [row] = await app.database.query(
      `SELECT (SELECT count(*) FROM users) AS users, (SELECT count(*) FROM user_profiles) AS profiles,
              (SELECT count(*) FROM subject_preferences) AS preferences,
              (SELECT count(*) FROM sign_ins) AS "signIns", (SELECT count(*) FROM role_grants) AS roles`,
    );
    return row;
  }

  it('stores the account with its profile and subjects', async () => {
    const reply = await app.learning.post('/auth/register-with-onboarding', request);
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: 'bearer',
    });
    const [profile] = await app.database.query(
      `SELECT date_of_birth::text, learning_goal, study_level, grade FROM user_profiles p
       JOIN users u ON u.id = p.user_id WHERE u.email = $1`,
      [request.email],
    );
    expect(profile).toEqual(request.profile);
    const subjects = await app.database.query<{ subject_id: number }>(
      `SELECT subject_id FROM subject_preferences s JOIN users u ON u.id = s.user_id
       WHERE u.email = $1 ORDER BY subject_id`,
      [request.email],
    );
    expect(subjects.map((row) => row.subject_id)).toEqual([1, 2, 3]);
    const me = await app.learning.get('/users/me', { token: reply.body.access_token });
    expect(me.status).toBe(200);
  });

  it('does without profile and subjects, and with an empty or partly empty profile', async () => {
    const { profile: _profile, subject_preferences: _subjects, ...bare } = request;
    const bodies = [
      { ...bare, email: 'bare@example.com' },
      { ...bare, email: 'empty@example.com', profile: {}, subject_preferences: [] },
      { ...bare, email: 'null@example.com', profile: { grade: null, date_of_birth: null } },
    ];
    for (const body of bodies) {
      const reply = await app.learning.post('/auth/register-with-onboarding', body);
      expect(reply.status).toBe(201);
    }
  });

  it('names an unknown subject by its place and stores nothing', async () => {
    const before = await everything();
    const reply = await app.learning.post('/auth/register-with-onboarding', {
      ...request,
      email: 'curious@example.com',
      subject_preferences: [1, 999_999, 2],
    });
    expect(reply.status).toBe(422);
    expect(reply.body).toEqual({
      detail: [
        {
          loc: ['body', 'subject_preferences', 1],
          msg: 'there is no subject with this id',
          type: 'value_error.unknown_subject',
        },
      ],
    });
    expect(await everything()).toEqual(before);
  });

  it('refuses children under 13 and stores nothing', async () => {
    const before = await everything();
    const reply = await app.learning.post('/auth/register-with-onboarding', {
      ...request,
      email: 'child@example.com',
      profile: { ...request.profile, date_of_birth: bornYearsAgo(13, 2) },
    });
    expect(reply.status).toBe(403);
    expect(reply.body).toEqual({ detail: expect.stringContaining('13 years old') });
    expect(await everything()).toEqual(before);
    const free = await app.learning.post('/auth/check-email', { email: 'child@example.com' });
    expect(free.body).toEqual({ available: true });
  });

  it('welcomes them after the birthday', async () => {
    const reply = await app.learning.post('/auth/register-with-onboarding', {
      ...request,
      email: 'teen@example.com',
      profile: { ...request.profile, date_of_birth: bornYearsAgo(13, -1) },
    });
    expect(reply.status).toBe(201);
  });

  it('knows which years have a 29 February', async () => {
    const leap = await app.learning.post('/auth/register-with-onboarding', {
      ...request,
      email: 'leap@example.com',
      profile: { ...request.profile, date_of_birth: '2004-02-29' },
    });
    expect(leap.status).toBe(201);
    const [row] = await app.database.query(
      `SELECT date_of_birth::text AS born FROM user_profiles p JOIN users u ON u.id = p.user_id
       WHERE u.email = 'leap@example.com'`,
    );
    expect(row).toEqual({ born: '2004-02-29' });
    const never = await app.learning.post('/auth/register-with-onboarding', {
      ...request,
      email: 'never@example.com',
      profile: { ...request.profile, date_of_birth: '2003-02-29' },
    });
    expect(never.status).toBe(422);
  });

  it.each([
    [
      'a date of birth in the future',
      { profile: { date_of_birth: '2999-01-01' } },
      'date_of_birth',
    ],
    [
      'a date of birth with a time',
      { profile: { date_of_birth: '2000-01-01T00:00:00Z' } },
      'date_of_birth',
    ],
    ['a number as date of birth', { profile: { date_of_birth: 20000101 } }, 'date_of_birth'],
    ['an unknown field in the profile', { profile: { role: 'PLATFORM_ADMIN' } }, 'role'],
    ['a goal that is no code word', { profile: { learning_goal: 'get rich' } }, 'learning_goal'],
    ['a profile that is a list', { profile: [] }, 'profile'],
    ['a profile that is null', { profile: null }, 'profile'],
    ['subjects that are no list', { subject_preferences: 1 }, 'subject_preferences'],
    ['the same subject twice', { subject_preferences: [1, 1] }, 'subject_preferences'],
    ['a subject as text', { subject_preferences: ['1'] }, 'subject_preferences'],
    ['a subject beyond every id', { subject_preferences: [2 ** 53 + 2] }, 'subject_preferences'],
    ['a subject with a fraction', { subject_preferences: [1.5] }, 'subject_preferences'],
  ])('refuses %s', async (_, change, place) => {
    const before = await everything();
    const reply = await app.learning.post('/auth/register-with-onboarding', {
      ...request,
      email: 'careless@example.com',
      ...change,
    });
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toContain(place);
    expect(await everything()).toEqual(before);
  });
});
