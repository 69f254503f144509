import { randomUUID } from 'node:crypto';
import { TopicFeed } from '../../../src/platform/topics/topic-feed';
import { TopicLog } from '../../../src/platform/topics/topic-log';
import { eventually } from '../../support/eventually';
import { person, type Person } from '../../support/people';
import { RealtimeClient } from '../../support/realtime-client';
import { RawConnection } from '../../support/raw-connection';
import { SocketIoClient } from '../../support/socket-io-client';
import { testApp, type TestApp } from '../../support/test-app';
import { allEventsLeft } from '../../support/told-notifications';

const SCHOOL_PAGE = 'https://school.example.com';

let app: TestApp;
let student: Person;

beforeAll(async () => {
  app = await testApp({ environment: { CORS_ORIGINS: SCHOOL_PAGE } });
  student = await person(app);
});

afterAll(() => app.stop());

const topicOf = ({ uuid }: Person): string => `student:${uuid}`;

/** Changes something about a student, which their topic tells. */
async function change(someone: Person): Promise<void> {
  const body = { title: 'Finish the essay' };
  const reply = await app.coaching.post(`/students/${someone.uuid}/goals`, body, someone);
  if (reply.status >= 300) throw new Error(`${reply.status} ${reply.text}`);
}

/** Tells a topic so many events at once. */
async function tell(topic: string, count: number, filler: string): Promise<void> {
  const entries = Array.from({ length: count }, () => ({
    topic,
    eventId: randomUUID(),
    type: 'student.record.updated',
    data: { student_id: student.uuid, filler },
    occurredAt: new Date(),
    subjectIds: [student.id],
  }));
  const { app: nest } = app.trellis;
  const added = await nest.get(TopicLog, { strict: false }).append(entries);
  await nest.get(TopicFeed, { strict: false }).announce(added);
}

describe.each(['websocket', 'polling'] as const)('Socket.IO by %s', (transport) => {
  const transports = [transport];

  it('signs in with the token of the handshake', async () => {
    const auth = { token: student.token };
    const client = await SocketIoClient.open(app.baseUrl, { transports, auth });
    expect(await client.next(({ type }) => type === 'auth')).toEqual({
      type: 'auth',
      status: 'ok',
      user_id: student.uuid,
      expires_at: expect.any(String),
    });
    client.close();
  });

  it('tells the same events as the plain socket, in the same frames', async () => {
    const plain = await RealtimeClient.signedIn(app.baseUrl, student);
    const client = await SocketIoClient.open(app.baseUrl, { transports });
    expect(await client.ask('auth', { token: student.token })).toMatchObject({ status: 'ok' });
    const inPlain = await plain.follow(topicOf(student));
    const { epoch, offset } = await client.follow(topicOf(student));
    expect({ epoch, offset }).toEqual({ epoch: inPlain['epoch'], offset: inPlain['offset'] });
    await change(student);
    const event = await client.event('student.record.updated');
    expect(event).toEqual(await plain.event('student.record.updated'));
    expect(event).toMatchObject({ type: 'event', data: { student_id: student.uuid }, epoch });
    await plain.close();
    client.close();
  });

  it('replays what was missed, in order and before what is new', async () => {
    const someone = await person(app);
    const first = await SocketIoClient.signedIn(app.baseUrl, someone, { transports });
    const { epoch, offset } = await first.follow(topicOf(someone));
    first.close();
    await change(someone);
    await change(someone);
    const plain = await RealtimeClient.signedIn(app.baseUrl, someone);
    await plain.follow(topicOf(someone), { epoch, offset });
    await plain.next((frame) => frame['offset'] === offset + 2);
    const second = await SocketIoClient.signedIn(app.baseUrl, someone, { transports });
    const answer = await second.follow(topicOf(someone), { epoch, offset });
    expect(answer).toMatchObject({ recovered: true, offset });
    await change(someone);
    await second.next((frame) => frame['type'] === 'event' && frame['offset'] === offset + 3);
    expect(second.events.map((event) => event['offset'])).toEqual([
      offset + 1,
      offset + 2,
      offset + 3,
    ]);
    expect(await second.follow(topicOf(someone), { epoch: 'x', offset })).toMatchObject({
      recovered: false,
    });
    await plain.close();
    second.close();
  });

  it('tells events that happened together each for itself, in order', async () => {
    const client = await SocketIoClient.signedIn(app.baseUrl, student, { transports });
    const { offset } = await client.follow(topicOf(student));
    await tell(topicOf(student), 3, 'ü');
    await client.next(
      (frame) => frame['type'] === 'event' && frame['offset'] === Number(offset) + 3,
    );
    expect(client.events.map((event) => [event['offset'], event['data']])).toEqual(
      [1, 2, 3].map((step) => [Number(offset) + step, { student_id: student.uuid, filler: 'ü' }]),
    );
    client.close();
  });

  it('answers by events whoever asks for no acknowledgement', async () => {
    const client = await SocketIoClient.signedIn(app.baseUrl, student, { transports });
    client.socket.emit('ping', { id: 'mine' });
    expect(await client.next(({ type }) => type === 'pong')).toEqual({ type: 'pong', id: 'mine' });
    client.socket.emit('subscribe', { topic: 'student:*', id: 'wild' });
    expect(await client.next(({ id }) => id === 'wild')).toMatchObject({
      type: 'error',
      error: { code: 'NOT_FOUND', details: { topic: 'student:*' } },
    });
    client.close();
  });

  it('answers by acknowledgements whoever asks for them', async () => {
    const client = await SocketIoClient.signedIn(app.baseUrl, student, { transports });
    const before = client.frames.length;
    expect(await client.ask('ping')).toEqual({ type: 'pong' });
    expect(await client.ask('ping', {})).toEqual({ type: 'pong' });
    expect(await client.ask('subscribe', { topic: 'crisis_alerts' })).toEqual({
      type: 'error',
      error: {
        code: 'NOT_FOUND',
        message: expect.any(String),
        details: { topic: 'crisis_alerts' },
      },
    });
    await client.follow(topicOf(student));
    expect(await client.ask('unsubscribe', { topic: topicOf(student) })).toEqual({
      type: 'unsubscribed',
      topic: topicOf(student),
      reason: 'requested',
    });
    await change(student);
    await allEventsLeft(app);
    await client.ask('ping');
    expect(client.frames).toHaveLength(before);
    client.close();
  });

  it('carries out after the sign-in what came before it', async () => {
    const client = await SocketIoClient.open(app.baseUrl, { transports });
    const subscribed = client.ask('subscribe', { topic: topicOf(student) });
    client.socket.emit('auth', { token: student.token });
    expect(await subscribed).toMatchObject({ type: 'subscribed', topic: topicOf(student) });
    client.close();
  });

  it('lets nobody stay with a token that is not good, or with none', async () => {
    const auth = { token: 'not-a-token' };
    const liar = await SocketIoClient.open(app.baseUrl, { transports, auth });
    const silent = await SocketIoClient.open(app.baseUrl, { transports });
    expect(await liar.ended()).toBe('io server disconnect');
    expect(liar.frames).toMatchObject([
      { type: 'error', error: { code: 'UNAUTHORIZED' } },
      { type: 'goodbye', reason: 'not_signed_in' },
    ]);
    expect(await silent.ended()).toBe('io server disconnect');
    expect(silent.frames).toEqual([{ type: 'goodbye', reason: 'sign_in_timeout' }]);
  });
});

describe('The handshake of Socket.IO', () => {
  const poll = '/socket.io/?EIO=4&transport=polling';
  const upgrade = (target: string, origin: string): string =>
    `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    `Origin: ${origin}\r\nSec-WebSocket-Version: 13\r\n` +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
  const statusOf = async (request: string): Promise<string> => {
    const connection = await RawConnection.open(app.baseUrl);
    connection.write(request);
    return (await connection.ended).split('\r\n', 1)[0] ?? '';
  };

  it('refuses pages of other origins, by both transports', async () => {
    const foreign = { origin: 'https://evil.example.com' };
    const reply = await app.root.get(poll, { headers: foreign });
    expect(reply.status).toBe(403);
    expect(reply.body).toMatchObject({ error: { code: 'FORBIDDEN' }, status_code: 403 });
    expect(reply.headers.get('access-control-allow-origin')).toBeNull();
    for (const session of ['', 'x&sid=']) {
      const sly = await app.root.get(`${poll}&sid=${session}`, { headers: foreign });
      expect(sly.status).toBe(403);
    }
    expect(
      await statusOf(upgrade('/socket.io/?EIO=4&transport=websocket', 'https://evil.example.com')),
    ).toContain('403');
    expect(await statusOf(upgrade('/socket.io/?EIO=4&transport=websocket', 'null'))).toContain(
      '403',
    );
  });

  it('lets pages of allowed origins poll, and says so to their browsers', async () => {
    const headers = { origin: SCHOOL_PAGE };
    const reply = await app.root.get(poll, { headers });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('access-control-allow-origin')).toBe(SCHOOL_PAGE);
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    expect(reply.headers.get('set-cookie')).toBeNull();
    // It leaves in good order: the server would wait for its next poll for half a minute.
    const { sid } = JSON.parse(reply.text.slice(1)) as { sid: string };
    expect((await app.root.raw('POST', `${poll}&sid=${sid}`, '1', { headers })).status).toBe(200);
    const preflight = await app.root.raw('OPTIONS', poll, undefined, {
      headers: { ...headers, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET,POST');
    const client = await SocketIoClient.open(app.baseUrl, { extraHeaders: headers });
    expect(client.socket.connected).toBe(true);
    client.close();
  });

  it.each(['token', 'access_token', 'Authorization'])(
    'refuses a token in the address as %s',
    async (name) => {
      const reply = await app.root.get(`${poll}&${name}=${student.token}`);
      expect(reply.status).toBe(400);
      expect(reply.text).not.toContain(student.token);
      const query = { [name]: student.token };
      await expect(SocketIoClient.open(app.baseUrl, { query })).rejects.toThrow();
    },
  );

  it('leaves every other path to whom it belongs', async () => {
    const live = await app.root.get('/health/live');
    expect(live.status).toBe(200);
    expect(live.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await app.root.get('/socket.io')).status).toBe(404);
    expect((await app.root.get('/socket.io/socket.io.js')).status).toBe(400);
    expect(
      await statusOf(upgrade('/socket.iox/', SCHOOL_PAGE).replace('Upgrade\r\n', 'close\r\n')),
    ).toContain('404');
    const plain = await RealtimeClient.signedIn(app.baseUrl, student);
    expect(await plain.ask({ type: 'ping' })).toMatchObject({ type: 'pong' });
    await plain.close();
  });

  it('knows one namespace, and lets nobody wait outside it', async () => {
    await expect(SocketIoClient.open(`${app.baseUrl}/admin`)).rejects.toThrow('Invalid namespace');
    await expect(SocketIoClient.open(`${app.baseUrl}/__proto__`)).rejects.toThrow(
      'Invalid namespace',
    );
    const outside = await RawConnection.open(app.baseUrl);
    outside.write(upgrade('/socket.io/?EIO=4&transport=websocket', SCHOOL_PAGE));
    expect(await outside.ended).toContain('101 Switching Protocols');
  });
});

describe('A client of Socket.IO that does not fetch what it is told', () => {
  const ENTRIES = 300;

  it('is dropped, while others are told everything', async () => {
    const path = '/socket.io/?EIO=4&transport=polling';
    const { sid } = JSON.parse((await app.root.get(path)).text.slice(1)) as { sid: string };
    const session = `${path}&sid=${sid}`;
    const say = (packet: string) => app.root.raw('POST', session, packet);
    await say(`40${JSON.stringify({ token: student.token })}`);
    await say(`42["subscribe",{"topic":"${topicOf(student)}"}]`);
    await eventually(
      () => app.root.get(session),
      ({ text }) => text.includes('"subscribed"'),
      20_000,
    );
    const reader = await SocketIoClient.signedIn(app.baseUrl, student);
    await reader.follow(topicOf(student));
    await tell(topicOf(student), ENTRIES, 'x'.repeat(2_000));
    await eventually(
      async () => reader.events.length,
      (count) => count === ENTRIES,
      20_000,
    );
    await tell(topicOf(student), 1, 'x'.repeat(2_000));
    await eventually(
      async () => reader.events.length,
      (count) => count > ENTRIES,
      20_000,
    );
    const gone = await app.root.get(session);
    expect(gone.status).toBe(400);
    expect(gone.text).toContain('Session ID unknown');
    reader.close();
  });
});

describe('Socket.IO with more than one process', () => {
  it('tells in one process what happened in another, and says goodbye when it stops', async () => {
    const other = await testApp({ database: app.database });
    const someone = await person(app);
    const clients = await Promise.all(
      (['websocket', 'polling'] as const).map((transport) =>
        SocketIoClient.signedIn(other.baseUrl, someone, { transports: [transport] }),
      ),
    );
    for (const client of clients) await client.follow(topicOf(someone));
    await change(someone);
    const [first, second] = await Promise.all(
      clients.map((client) => client.event('student.record.updated')),
    );
    expect(first).toEqual(second);
    const silent = await RawConnection.open(other.baseUrl);
    silent.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n' +
        'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await other.stop();
    for (const client of clients) {
      // Neither keeps the library from coming back, as a disconnection by the server would.
      expect(['transport close', 'transport error']).toContain(await client.ended());
      expect(client.frames.at(-1)).toEqual({ type: 'goodbye', reason: 'server_stopping' });
    }
    await silent.ended;
    const client = await SocketIoClient.signedIn(app.baseUrl, someone);
    const since = { epoch: first?.['epoch'], offset: first?.['offset'] };
    expect(await client.follow(topicOf(someone), since)).toMatchObject({ recovered: true });
    client.close();
  });
});
