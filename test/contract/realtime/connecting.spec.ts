import { person, type Person } from '../../support/people';
import { RealtimeClient } from '../../support/realtime-client';
import { testApp, type TestApp } from '../../support/test-app';

/** The limit that the app below is started with. */
const MOST_OF_ONE_PERSON = 4;

let app: TestApp;
let student: Person;

beforeAll(async () => {
  app = await testApp({
    environment: { REALTIME_CONNECTIONS_PER_PERSON: String(MOST_OF_ONE_PERSON) },
  });
  student = await person(app);
});

afterAll(() => app.stop());

describe('Signing in to the socket', () => {
  it('tells who is signed in, and until when', async () => {
    const client = await RealtimeClient.open(app.baseUrl);
    const answer = await client.ask({ type: 'auth', token: student.token });
    expect(answer).toMatchObject({ type: 'auth', status: 'ok', user_id: student.uuid });
    expect(Date.parse(answer['expires_at'])).toBeGreaterThan(Date.now());
    await client.close();
  });

  it('answers what came before the sign-in after it, in order', async () => {
    const client = await RealtimeClient.open(app.baseUrl);
    client.send({ type: 'ping', id: 'first' });
    client.send({ type: 'auth', token: student.token });
    client.send({ type: 'subscribe', topic: `student:${student.uuid}` });
    client.send({ type: 'ping', id: 'last' });
    await client.next(({ id }) => id === 'last');
    expect(client.frames.map(({ type, id }) => id ?? type)).toEqual([
      'auth',
      'first',
      'subscribed',
      'last',
    ]);
    await client.close();
  });

  it('keeps 20 frames for later, not more', async () => {
    const client = await RealtimeClient.open(app.baseUrl);
    for (let count = 0; count < 20; count += 1) client.send({ type: 'ping' });
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    client.send({ type: 'ping' });
    expect(await client.ended).toEqual({ code: 4429, reason: 'too_many_frames' });
    expect(client.frames.map(({ type }) => type)).toEqual(['error', 'goodbye']);
  });

  it('closes with 4408 on whoever says nothing for 5 s', async () => {
    // From before the server could see it.
    const since = Date.now();
    const client = await RealtimeClient.open(app.baseUrl);
    expect(await client.ended).toEqual({ code: 4408, reason: 'sign_in_timeout' });
    expect(Date.now() - since).toBeGreaterThan(4_000);
    expect(client.frames).toEqual([{ type: 'goodbye', reason: 'sign_in_timeout' }]);
  });

  it.each([
    ['no token at all', () => 'your-access-token'],
    ['a token with another signature', () => `${student.token.slice(0, -4)}AAAA`],
    ['a refresh token', () => student.refreshToken],
  ])('closes with 4401 for %s', async (_what, token) => {
    const client = await RealtimeClient.open(app.baseUrl);
    client.send({ type: 'auth', token: token(), id: 'mine' });
    client.send({ type: 'subscribe', topic: `student:${student.uuid}` });
    expect(await client.ended).toEqual({ code: 4401, reason: 'not_signed_in' });
    expect(client.frames).toEqual([
      {
        type: 'error',
        error: { code: 'UNAUTHORIZED', message: expect.stringContaining('auth frame') },
        id: 'mine',
      },
      { type: 'goodbye', reason: 'not_signed_in' },
    ]);
  });

  it('closes with 4401 for a sign-in that has ended', async () => {
    const leaver = await person(app);
    await app.learning.post('/auth/logout', undefined, { token: leaver.token });
    const client = await RealtimeClient.open(app.baseUrl);
    client.send({ type: 'auth', token: leaver.token });
    expect((await client.ended).code).toBe(4401);
  });

  it('takes a fresh token on an open connection, and keeps the old one otherwise', async () => {
    const client = await RealtimeClient.signedIn(app.baseUrl, student);
    expect(await client.ask({ type: 'auth', token: student.token })).toMatchObject({
      type: 'auth',
      user_id: student.uuid,
    });
    expect(await client.ask({ type: 'auth', token: 'nonsense' })).toMatchObject({
      error: { code: 'UNAUTHORIZED' },
    });
    const other = await person(app);
    expect(await client.ask({ type: 'auth', token: other.token })).toMatchObject({
      error: { code: 'FORBIDDEN' },
    });
    expect(await client.ask({ type: 'ping' })).toMatchObject({ type: 'pong' });
    await client.close();
  });

  it(`refuses the connection beyond the ${MOST_OF_ONE_PERSON}th of one person`, async () => {
    const busy = await person(app);
    const clients: RealtimeClient[] = [];
    for (let count = 0; count < MOST_OF_ONE_PERSON; count += 1) {
      clients.push(await RealtimeClient.signedIn(app.baseUrl, busy));
    }
    const further = await RealtimeClient.open(app.baseUrl);
    further.send({ type: 'auth', token: busy.token });
    expect(await further.ended).toEqual({ code: 4429, reason: 'too_many_connections' });
    expect(further.frames[0]).toMatchObject({ error: { code: 'RATE_LIMITED' } });
    await clients[0]?.close();
    const later = await RealtimeClient.signedIn(app.baseUrl, busy);
    await Promise.all([...clients, later].map((client) => client.close()));
  });
});
