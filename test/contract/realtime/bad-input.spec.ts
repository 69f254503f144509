import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../support/eventually';
import { person, type Person } from '../../support/people';
import { type Frame, RealtimeClient } from '../../support/realtime-client';
import { RawWebSocket } from '../../support/raw-websocket';
import { coachOf, studentWith } from '../../support/student-records';
import { testApp, type TestApp } from '../../support/test-app';
import { tell } from '../../support/topic-teller';

let app: TestApp;
let student: Person;
let coach: Person;
let witness: RealtimeClient;

beforeAll(async () => {
  app = await testApp();
  student = await studentWith(app);
  coach = await coachOf(app, student);
});

afterAll(() => app.stop());

/** Somebody who behaves is there all the time, and hears everything. */
beforeEach(async () => {
  witness = await RealtimeClient.signedIn(app.baseUrl, coach);
  await witness.follow(`student:${student.uuid}`);
});

afterEach(async () => {
  const [entry] = await tell(app, `student:${student.uuid}`, [{ type: 'test.mark', data: {} }]);
  expect(await witness.event('test.mark')).toMatchObject({ event_id: entry?.eventId });
  await witness.close();
});

const errorOf = (frame: Frame | undefined): string | undefined => frame?.['error']?.code;

/** Signed in, since whoever is not has only five seconds. */
async function signedInRaw(): Promise<RawWebSocket> {
  const raw = await RawWebSocket.open(app.baseUrl);
  await raw.send({ payload: JSON.stringify({ type: 'auth', token: student.token }) });
  await raw.received('text', 1);
  return raw;
}

describe('A frame that cannot be read', () => {
  it.each([
    ['no JSON', '{"type":"ping"', {}],
    ['an array', '[1, 2]', { field: 'frame' }],
    ['null', 'null', { field: 'frame' }],
    ['a text', '"ping"', { field: 'frame' }],
    ['nothing but space', '  ', {}],
    ['deep JSON', `{"type":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, {}],
    ['many values', `{"type":[${'0,'.repeat(30_000)}0]}`, {}],
    ['a key that reaches the prototype', '{"type":"ping","__proto__":{"actor":1}}', {}],
    ['a field of every object', '{"type":"ping","constructor":1}', { field: 'constructor' }],
    ['no type', '{"topic":"crisis_alerts"}', { field: 'type' }],
    ['an unknown type', '{"type":"publish","topic":"crisis_alerts"}', { field: 'type' }],
    ['a type of the server', '{"type":"event","event_type":"x","data":{}}', { field: 'type' }],
    ['a type that is no text', '{"type":{"$ne":null}}', { field: 'type' }],
    ['an unknown field', '{"type":"ping","user_id":1}', { field: 'user_id' }],
    ['a topic that is no text', '{"type":"subscribe","topic":["a"]}', { field: 'topic' }],
    [
      'a topic that is too long',
      `{"type":"subscribe","topic":"${'t'.repeat(201)}"}`,
      { field: 'topic' },
    ],
    ['U+0000', '{"type":"subscribe","topic":"a\\u0000b"}', {}],
    ['half of a character', '{"type":"subscribe","topic":"\\ud800"}', {}],
    [
      'half a position',
      '{"type":"subscribe","topic":"a","since":{"offset":1}}',
      { field: 'since.epoch' },
    ],
    [
      'an offset below 0',
      '{"type":"subscribe","topic":"a","since":{"epoch":"e","offset":-1}}',
      { field: 'since.offset' },
    ],
    [
      'an offset beyond all',
      '{"type":"subscribe","topic":"a","since":{"epoch":"e","offset":1e300}}',
      { field: 'since.offset' },
    ],
    ['an id that is too long', `{"type":"ping","id":"${'i'.repeat(65)}"}`, { field: 'id' }],
  ])(
    '%s: is answered with what is wrong, and the connection goes on',
    async (_what, text, details) => {
      const client = await RealtimeClient.signedIn(app.baseUrl, student);
      client.send(text);
      const answer = await client.next(({ type }) => type === 'error');
      expect(answer['error']).toMatchObject({
        code: 'VALIDATION_ERROR',
        message: expect.any(String),
        ...(Object.keys(details).length === 0 ? {} : { details }),
      });
      expect(await client.ask({ type: 'ping' })).toMatchObject({ type: 'pong' });
      await client.close();
    },
  );

  it('keeps the id that it was given', async () => {
    const client = await RealtimeClient.signedIn(app.baseUrl, student);
    expect(errorOf(await client.ask({ type: 'nonsense' }))).toBe('VALIDATION_ERROR');
    expect(errorOf(await client.ask({ type: 'subscribe' }))).toBe('VALIDATION_ERROR');
    await client.close();
  });

  it('is said so before anybody signs in as well', async () => {
    const client = await RealtimeClient.open(app.baseUrl);
    expect(errorOf(await client.ask({ type: 'nonsense' }))).toBe('VALIDATION_ERROR');
    await client.close();
  });

  it('ends the connection with 1003 when it is no text', async () => {
    const client = await RealtimeClient.signedIn(app.baseUrl, student);
    client.socket.send(Buffer.from('{"type":"ping"}'), { binary: true });
    expect(await client.ended).toEqual({ code: 1003, reason: 'binary_frame' });
    expect(errorOf(client.frames.at(-2))).toBe('VALIDATION_ERROR');
  });

  it('ends the connection with 1009 when it has a megabyte', async () => {
    const client = await RealtimeClient.signedIn(app.baseUrl, student);
    client.send(`{"type":"ping","id":"${'x'.repeat(1_048_576)}"}`);
    expect((await client.ended).code).toBe(1009);
  });

  it('ends the connection with 1007 when it is no UTF-8', async () => {
    const raw = await RawWebSocket.open(app.baseUrl);
    await raw.send({ payload: Buffer.from('{"type":"ping","id":"\xff"}', 'latin1') });
    expect(await raw.closeCode()).toBe(1007);
    raw.destroy();
  });
});

describe('A message without end', () => {
  it('ends with 1009 once it is too large', async () => {
    const raw = await signedInRaw();
    await raw.send({ payload: '{"type":"', fin: false });
    for (let count = 0; count < 70 && !raw.isGone; count += 1) {
      await raw.send({ opcode: 'continuation', payload: 'x'.repeat(1_024), fin: false });
    }
    expect(await raw.closeCode()).toBe(1009);
    raw.destroy();
  });

  it('ends with 1008 once it has too many pieces, however small', async () => {
    const raw = await signedInRaw();
    await raw.send({ payload: '{', fin: false });
    for (let count = 0; count < 1_100 && !raw.isGone; count += 1) {
      await raw.send({ opcode: 'continuation', payload: '', fin: false });
    }
    expect(await raw.closeCode()).toBe(1008);
    raw.destroy();
  });

  it('ends with 1008 once it took 10 s, pings or not', async () => {
    const raw = await signedInRaw();
    await raw.send({ payload: '{"type":"', fin: false });
    for (let count = 0; count < 40 && raw.framesOf('close').length === 0; count += 1) {
      await raw.send({ opcode: 'ping', payload: 'here' });
      await sleep(500);
    }
    expect(await raw.closeCode()).toBe(1008);
    expect(raw.texts.at(-1)).toContain('unfinished_message');
    expect(raw.framesOf('pong').length).toBeGreaterThan(3);
    raw.destroy();
  });
});

describe('Topics', () => {
  it.each([
    '*',
    '>',
    'student:*',
    'student:>',
    'student:',
    'crisis_alerts:*',
    'crisis_alerts:all',
    'course:0',
    'course:-1',
    'course:1 OR 1=1',
    'course:99999999999999999999',
    'job:00000000-0000-4000-8000-000000000000',
    'relay:realtime',
    '../student',
  ])('%s is none', async (topic) => {
    const client = await RealtimeClient.signedIn(app.baseUrl, coach);
    const answer = await client.ask({ type: 'subscribe', topic });
    expect(answer).toMatchObject({
      type: 'error',
      error: { code: 'NOT_FOUND', details: { topic } },
    });
    await client.close();
  });

  it('of others look like topics that are not there', async () => {
    const stranger = await person(app);
    const client = await RealtimeClient.signedIn(app.baseUrl, stranger);
    const answers = [];
    for (const topic of [
      `student:${student.uuid}`,
      `user:${student.uuid}`,
      `user:${student.id}`,
      'crisis_alerts',
      'student:00000000-0000-4000-8000-000000000000',
    ]) {
      const { error } = await client.ask({ type: 'subscribe', topic });
      answers.push({ ...error, details: undefined });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0].code).toBe('NOT_FOUND');
    await client.close();
  });

  it('are at most 100 a connection', async () => {
    const admin = await person(app, 'PLATFORM_ADMIN');
    const client = await RealtimeClient.signedIn(app.baseUrl, admin);
    const people = await app.database.query<{ id: number }>(
      `INSERT INTO users (uuid, username, email, password_hash, full_name)
       SELECT gen_random_uuid(), 'crowd-' || n, 'crowd-' || n || '@example.com', '', ''
       FROM generate_series(1, 101) n RETURNING id`,
    );
    const names = people.map(({ id }) => `user:${id}`);
    const answers = await Promise.all(
      names.map((topic) => client.ask({ type: 'subscribe', topic })),
    );
    expect(answers.slice(0, 100).filter(({ type }) => type === 'subscribed')).toHaveLength(100);
    expect(errorOf(answers[100])).toBe('TOO_MANY_TOPICS');
    expect(await client.ask({ type: 'unsubscribe', topic: names[0] })).toMatchObject({
      type: 'unsubscribed',
      topic: names[0],
      reason: 'requested',
    });
    await client.follow(names[100] as string);
    await client.close();
  });

  it('asked for a thousand at once end the connection with 4429', async () => {
    const client = await RealtimeClient.signedIn(app.baseUrl, student);
    for (let count = 0; count < 1_000; count += 1) {
      client.send({ type: 'subscribe', topic: `course:${count + 1_000_000}` });
    }
    expect(await client.ended).toEqual({ code: 4429, reason: 'too_many_frames' });
    expect(errorOf(client.frames.at(-2))).toBe('RATE_LIMITED');
  });

  it('guessed one after the other end it sooner', async () => {
    const client = await RealtimeClient.signedIn(app.baseUrl, student);
    let guesses = 0;
    while (client.socket.readyState === client.socket.OPEN && guesses < 200) {
      // At once when the answer is there: at a slower pace there are more guesses to be had.
      const answered = once(client.socket, 'message');
      client.send({ type: 'subscribe', topic: `course:${guesses + 1_000_000}` });
      guesses += 1;
      await Promise.race([answered, client.ended]);
    }
    expect((await client.ended).code).toBe(4429);
    expect(guesses).toBeLessThan(200);
  });
});

describe('A flood', () => {
  it('of frames ends the connection with 4429', async () => {
    const client = await RealtimeClient.signedIn(app.baseUrl, student);
    for (let count = 0; count < 1_000; count += 1) client.send({ type: 'ping' });
    expect((await client.ended).code).toBe(4429);
  });

  it('of frames that nobody can read ends it too, before anybody signed in', async () => {
    const client = await RealtimeClient.open(app.baseUrl);
    for (let count = 0; count < 1_000; count += 1) client.send('{');
    expect((await client.ended).code).toBe(4429);
  });

  it('of pings of the protocol ends it too, each answered or not', async () => {
    const raw = await signedInRaw();
    for (let count = 0; count < 20 && raw.framesOf('close').length === 0; count += 1) {
      await raw.send(...Array.from({ length: 50 }, () => ({ opcode: 'ping' as const })));
      await eventually(
        () => Promise.resolve(raw.framesOf('pong').length),
        (pongs) => pongs >= 50 * (count + 1) || raw.framesOf('close').length > 0,
        20_000,
      );
    }
    expect(await raw.closeCode()).toBe(4429);
    raw.destroy();
  });
});

describe('A reader who does not read', () => {
  it('is dropped, and the others hear everything', async () => {
    const topic = `user:${student.uuid}`;
    const reader = await RealtimeClient.signedIn(app.baseUrl, student);
    await reader.follow(topic);
    const idle = await RawWebSocket.open(app.baseUrl);
    await idle.send({ payload: JSON.stringify({ type: 'auth', token: student.token }) });
    await idle.send({ payload: JSON.stringify({ type: 'subscribe', topic }) });
    await idle.received('text', 2);
    idle.stopReading();

    // More than the buffers of the system between them hold.
    const padding = 'x'.repeat(50_000);
    const count = 600;
    for (let told = 0; told < count; told += 10) {
      await tell(
        app,
        topic,
        Array.from({ length: 10 }, () => ({ type: 'test.large', data: { padding } })),
      );
      await reader.settled();
    }
    expect(reader.events).toHaveLength(count);
    expect(reader.events.map(({ offset }) => offset)).toEqual(
      reader.events.map((_event, index) => reader.events[0]?.['offset'] + index),
    );
    idle.startReading();
    expect(await idle.closeCode()).toBeNull();
    expect(idle.texts.length).toBeLessThan(count);
    await reader.close();
    idle.destroy();
  });
});
