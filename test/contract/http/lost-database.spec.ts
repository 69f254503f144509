import { eventually } from '../../support/eventually';
import { ERROR_SHAPES, LEAKS } from '../../support/error-shapes';
import { person, type Person } from '../../support/people';
import { TcpProxy } from '../../support/tcp-proxy';
import { testApp, type TestApp } from '../../support/test-app';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';

const RECOVERY_MS = 40_000;

describe('While the database is away', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    database = await createTestDatabase();
    proxy = await TcpProxy.to(database.url);
    await proxy.open();
    app = await testApp({
      database: { ...database, url: proxy.url },
      // Longer than a machine that is busy stands still.
      environment: { DATABASE_QUERY_TIMEOUT_MS: '5000' },
    });
    ada = await person(app);
  });
  afterAll(async () => {
    await app.stop();
    await proxy.cut();
    await database.drop();
  });

  const me = () => app.learning.get('/users/me', { token: ada.token });
  const coachingLogin = () =>
    app.coaching.post('/auth/login', { email: ada.email, password: ada.password });

  async function expectAway(): Promise<void> {
    const reply = await eventually(me, ({ status }) => status !== 200, RECOVERY_MS);
    expect(reply.status).toBe(503);
    expect(reply.body).toEqual(ERROR_SHAPES.learning(503));
    expect(reply.text).not.toMatch(LEAKS);
    const login = await coachingLogin();
    expect(login.status).toBe(503);
    expect(login.body).toEqual(ERROR_SHAPES.coaching(503));
    expect(login.body.error.code).toBe('SERVICE_UNAVAILABLE');
    const ready = await app.root.get('/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.body).toMatchObject({ status: 'not ready', database: 'down' });
    expect((await app.root.get('/health/live')).status).toBe(200);
  }

  async function expectBack(): Promise<void> {
    await eventually(
      () => app.root.get('/health/ready'),
      ({ status }) => status === 200,
      RECOVERY_MS,
    );
    await eventually(me, ({ status }) => status === 200, RECOVERY_MS);
    // The pool may still hold a connection that died with the others.
    await eventually(coachingLogin, ({ status }) => status === 200, RECOVERY_MS);
  }

  it('names wrong input first', async () => {
    await proxy.cut();
    const reply = await app.coaching.post('/auth/login', { email: 'nobody' });
    expect(reply.status).toBe(400);
    await proxy.open();
    await expectBack();
  });

  it('says so when it died, and recovers', async () => {
    await proxy.cut();
    await expectAway();
    await proxy.open();
    await expectBack();
  });

  it('says so when nothing answers any more, and recovers', async () => {
    proxy.freeze();
    await expectAway();
    proxy.thaw();
    await expectBack();
  });

  it('recovers from an administrator who ends every connection', async () => {
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await expectBack();
    const ben = await person(app);
    expect((await app.learning.get('/users/me', { token: ben.token })).status).toBe(200);
  });

  it('carries out the jobs that waited', async () => {
    const [outbox] = await eventually(
      () => database.query<{ waiting: number }>('SELECT count(*)::int AS waiting FROM outbox'),
      ([row]) => row?.waiting === 0,
      RECOVERY_MS,
    );
    expect(outbox).toEqual({ waiting: 0 });
  });
});
