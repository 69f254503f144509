import { eventually } from '../../support/eventually';
import { person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
}

describe('Learning: refresh tokens', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  async function signUp(): Promise<Pair> {
    const { token, refreshToken } = await person(app);
    return { access_token: token, refresh_token: refreshToken };
  }

  async function exchange(refreshToken: string): Promise<Pair> {
    const reply = await app.learning.post('/auth/refresh', undefined, { token: refreshToken });
    expect(reply.status).toBe(200);
    return reply.body;
  }

  async function refreshStatus(refreshToken: string): Promise<number> {
    return (await app.learning.post('/auth/refresh', undefined, { token: refreshToken })).status;
  }

  async function accessStatus(accessToken: string): Promise<number> {
    return (await app.learning.get('/users/me', { token: accessToken })).status;
  }

  /** Every token of a dead family is refused: refresh tokens at once, access within five seconds. */
  async function expectDead(...family: Pair[]): Promise<void> {
    for (const pair of family) {
      expect(await refreshStatus(pair.refresh_token)).toBe(401);
      await eventually(
        () => accessStatus(pair.access_token),
        (status) => status === 401,
        5_000,
      );
    }
  }

  /** As if the newest exchange of any token had happened so long ago. */
  async function letTimePass(seconds: number): Promise<void> {
    await app.database.query(
      'UPDATE refresh_tokens SET replaced_at = replaced_at - make_interval(secs => $1)',
      [seconds],
    );
  }

  it('gives a new pair, good for the next time', async () => {
    const first = await signUp();
    const reply = await app.learning.post('/auth/refresh', undefined, {
      token: first.refresh_token,
    });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: 'bearer',
    });
    expect(reply.body.refresh_token).not.toBe(first.refresh_token);
    expect(await accessStatus(reply.body.access_token)).toBe(200);
    const third = await exchange(reply.body.refresh_token);
    expect(await accessStatus(third.access_token)).toBe(200);
  });

  it('gives an access token that is new even within the second of the last one', async () => {
    const tokens = new Set<string>();
    let pair = await signUp();
    for (let count = 0; count < 5; count += 1) {
      tokens.add(pair.access_token);
      pair = await exchange(pair.refresh_token);
    }
    expect(tokens.size).toBe(5);
  });

  it('forgives the token just replaced: a second tab, or a reply that was lost', async () => {
    const first = await signUp();
    const lost = await exchange(first.refresh_token);
    const second = await exchange(first.refresh_token);
    expect(second.refresh_token).not.toBe(lost.refresh_token);
    for (const pair of [lost, second]) {
      expect(await accessStatus(pair.access_token)).toBe(200);
      expect(await refreshStatus(pair.refresh_token)).toBe(200);
    }
  });

  it('ends the sign-in when a grandparent comes back, however soon', async () => {
    const first = await signUp();
    const second = await exchange(first.refresh_token);
    const third = await exchange(second.refresh_token);
    expect(await refreshStatus(first.refresh_token)).toBe(401);
    await expectDead(first, second, third);
  });

  it('ends the sign-in when the parent comes back after the grace', async () => {
    const first = await signUp();
    const second = await exchange(first.refresh_token);
    await letTimePass(11);
    expect(await refreshStatus(first.refresh_token)).toBe(401);
    await expectDead(first, second);
  });

  it('leaves the other sign-ins of the same person alone', async () => {
    const ada = await person(app);
    const elsewhere = await app.learning.post('/auth/login', {
      email: ada.email,
      password: ada.password,
    });
    await exchange(ada.refreshToken);
    await letTimePass(11);
    expect(await refreshStatus(ada.refreshToken)).toBe(401);
    expect(await refreshStatus(elsewhere.body.refresh_token)).toBe(200);
  });

  it('survives twenty exchanges of one token at once', async () => {
    const first = await signUp();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        app.learning.post('/auth/refresh', undefined, { token: first.refresh_token }),
      ),
    );
    expect(replies.map((reply) => reply.status)).toEqual(Array(20).fill(200));
    const issued = new Set(replies.map((reply) => reply.body.refresh_token));
    expect(issued.size).toBe(20);
    const [one] = replies;
    expect(await accessStatus(one?.body.access_token)).toBe(200);
    expect(await refreshStatus(one?.body.refresh_token)).toBe(200);
  });

  it('ends a sign-in for good when a used token is presented many times at once', async () => {
    const first = await signUp();
    const second = await exchange(first.refresh_token);
    await letTimePass(11);
    const statuses = await Promise.all(
      Array.from({ length: 10 }, () => refreshStatus(first.refresh_token)),
    );
    expect(statuses).toEqual(Array(10).fill(401));
    await expectDead(second);
  });

  it('refuses a token whose sign-in has expired', async () => {
    const first = await signUp();
    await app.database.query(
      `UPDATE sign_ins SET expires_at = now() - interval '1 second' WHERE user_id =
         (SELECT max(id) FROM users)`,
    );
    expect(await refreshStatus(first.refresh_token)).toBe(401);
  });

  it('prolongs the sign-in by thirty days each time', async () => {
    const { refresh_token: token } = await signUp();
    await app.database.query(
      `UPDATE sign_ins SET expires_at = now() + interval '1 hour' WHERE user_id =
         (SELECT max(id) FROM users)`,
    );
    await exchange(token);
    const [row] = await app.database.query<{ days: number }>(
      `SELECT round(extract(epoch FROM expires_at - now()) / 86400)::int AS days FROM sign_ins
       WHERE user_id = (SELECT max(id) FROM users)`,
    );
    expect(row).toEqual({ days: 30 });
  });

  it('takes no access token for a refresh token, nor the other way round', async () => {
    const pair = await signUp();
    expect(await refreshStatus(pair.access_token)).toBe(401);
    expect(await accessStatus(pair.refresh_token)).toBe(401);
    expect(await refreshStatus(pair.refresh_token)).toBe(200);
  });

  it('takes no refresh token that coaching issued, nor coaching one of ours', async () => {
    const ada = await person(app);
    const coaching = await app.coaching.post('/auth/login', {
      email: ada.email,
      password: ada.password,
    });
    expect(await refreshStatus(coaching.body.refresh_token)).toBe(401);
    const crossed = await app.coaching.post('/auth/refresh', undefined, {
      token: ada.refreshToken,
    });
    expect(crossed.status).toBe(401);
    const own = await app.coaching.post('/auth/refresh', undefined, {
      token: coaching.body.refresh_token,
    });
    expect(own.status).toBe(200);
    expect(await refreshStatus(ada.refreshToken)).toBe(200);
  });

  it.each([
    ['nothing', {}],
    ['another scheme', { authorization: 'Basic YWRhOnB3' }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['a made-up token', { authorization: 'Bearer trr_made-up' }],
    ['two words', { authorization: 'Bearer one two' }],
    ['a very long token', { authorization: `Bearer ${'x'.repeat(5_000)}` }],
  ])('refuses %s in the Authorization header', async (_, headers) => {
    const reply = await app.learning.post('/auth/refresh', undefined, { headers });
    expect(reply.status).toBe(401);
    expect(reply.body).toEqual({ detail: expect.any(String) });
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('does without a body, even when the client announces JSON', async () => {
    const { refresh_token: token } = await signUp();
    const reply = await app.learning.raw('POST', '/auth/refresh', '', {
      token,
      headers: { 'content-type': 'application/json' },
    });
    expect(reply.status).toBe(200);
    const chunked = await app.learning.raw('POST', '/auth/refresh', undefined, {
      token: reply.body.refresh_token,
      headers: { 'content-type': 'application/json', 'content-length': '0' },
    });
    expect(chunked.status).toBe(200);
  });
});
