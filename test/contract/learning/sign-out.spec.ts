import { eventually } from '../../support/eventually';
import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const SOON_MS = 5_000;

describe('Learning: the end of a sign-in', () => {
  let app: TestApp;
  let other: TestApp;

  beforeAll(async () => {
    app = await testApp();
    other = await testApp({ database: app.database });
  });
  afterAll(async () => {
    await other.stop();
    await app.stop();
  });

  async function meStatus(process: TestApp, token: string): Promise<number> {
    return (await process.learning.get('/users/me', { token })).status;
  }

  async function refreshStatus(process: TestApp, token: string): Promise<number> {
    return (await process.learning.post('/auth/refresh', undefined, { token })).status;
  }

  /** Both processes know the person, so both believe what they saw for a while. */
  async function knownEverywhere(): Promise<Person> {
    const ada = await person(app);
    expect(await meStatus(app, ada.token)).toBe(200);
    expect(await meStatus(other, ada.token)).toBe(200);
    return ada;
  }

  async function expectDeadEverywhere(token: string, refreshToken: string): Promise<void> {
    for (const process of [app, other]) {
      await eventually(
        () => meStatus(process, token),
        (status) => status === 401,
        SOON_MS,
      );
      expect(await refreshStatus(process, refreshToken)).toBe(401);
    }
  }

  it('signs out at once here and within five seconds in every other process', async () => {
    const ada = await knownEverywhere();
    const reply = await app.learning.raw('POST', '/auth/logout', '', {
      token: ada.token,
      headers: { 'content-type': 'application/json' },
    });
    expect(reply.status).toBe(204);
    expect(reply.text).toBe('');
    expect(await meStatus(app, ada.token)).toBe(401);
    await expectDeadEverywhere(ada.token, ada.refreshToken);
  });

  it('signs out of one sign-in, not of the others', async () => {
    const ada = await knownEverywhere();
    const elsewhere = await app.learning.post('/auth/login', {
      email: ada.email,
      password: ada.password,
    });
    expect((await app.learning.post('/auth/logout', undefined, { token: ada.token })).status).toBe(
      204,
    );
    expect(await meStatus(app, elsewhere.body.access_token)).toBe(200);
    expect(await refreshStatus(app, elsewhere.body.refresh_token)).toBe(200);
  });

  it('signs a coaching sign-in out of learning too', async () => {
    const ada = await person(app);
    const coaching = await app.coaching.post('/auth/login', {
      email: ada.email,
      password: ada.password,
    });
    const { access_token: token, refresh_token: refreshToken } = coaching.body;
    expect(await meStatus(app, token)).toBe(200);
    expect((await app.learning.post('/auth/logout', undefined, { token })).status).toBe(204);
    expect(await meStatus(app, token)).toBe(401);
    const refreshed = await app.coaching.post('/auth/refresh', undefined, { token: refreshToken });
    expect(refreshed.status).toBe(401);
  });

  it('needs a sign-in to sign out', async () => {
    expect((await app.learning.post('/auth/logout')).status).toBe(401);
  });

  it('ends every sign-in when the password changes', async () => {
    const ada = await knownEverywhere();
    const next = 'a wholly different phrase';
    const elsewhere = await other.learning.post('/auth/login', {
      email: ada.email,
      password: ada.password,
    });
    const changed = await app.learning.post(
      '/users/me/password',
      { current_password: ada.password, new_password: next },
      { token: ada.token },
    );
    expect(changed.status).toBe(204);
    await expectDeadEverywhere(ada.token, ada.refreshToken);
    await expectDeadEverywhere(elsewhere.body.access_token, elsewhere.body.refresh_token);
    const old = { email: ada.email, password: ada.password };
    expect((await app.learning.post('/auth/login', old)).status).toBe(401);
    expect((await app.learning.post('/auth/login', { ...old, password: next })).status).toBe(200);
  });

  it('lets nobody keep a sign-in made with the old password while it changes', async () => {
    const ada = await person(app);
    const credentials = { email: ada.email, password: ada.password };
    const [changed, ...signIns] = await Promise.all([
      app.learning.post(
        '/users/me/password',
        { current_password: ada.password, new_password: 'a wholly different phrase' },
        { token: ada.token },
      ),
      ...Array.from({ length: 6 }, (_, index) =>
        (index % 2 === 0 ? app : other).learning.post('/auth/login', credentials),
      ),
    ]);
    expect(changed.status).toBe(204);
    for (const signIn of signIns) {
      expect([200, 401]).toContain(signIn.status);
      if (signIn.status === 200) {
        expect(await refreshStatus(app, signIn.body.refresh_token)).toBe(401);
      }
    }
  });

  it('shuts a disabled account out, and lets it in again once it is enabled', async () => {
    const ada = await knownEverywhere();
    await app.database.query('UPDATE users SET is_active = false WHERE id = $1', [ada.id]);
    await expectDeadEverywhere(ada.token, ada.refreshToken);
    const credentials = { email: ada.email, password: ada.password };
    expect((await app.learning.post('/auth/login', credentials)).status).toBe(401);
    await app.database.query('UPDATE users SET is_active = true WHERE id = $1', [ada.id]);
    expect((await app.learning.post('/auth/login', credentials)).status).toBe(200);
  });

  it('shuts a deleted account out', async () => {
    const ada = await knownEverywhere();
    await app.database.query('DELETE FROM users WHERE id = $1', [ada.id]);
    await expectDeadEverywhere(ada.token, ada.refreshToken);
  });
});
