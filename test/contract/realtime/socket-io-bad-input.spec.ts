import { person, type Person } from '../../support/people';
import { SocketIoClient } from '../../support/socket-io-client';
import { testApp, type TestApp } from '../../support/test-app';

/** The largest packet that is taken, in bytes. */
const LARGEST = 65_536;

let app: TestApp;
let student: Person;
let bystander: SocketIoClient;

beforeAll(async () => {
  app = await testApp();
  student = await person(app);
  bystander = await SocketIoClient.signedIn(app.baseUrl, student);
});

afterEach(async () => {
  expect(await bystander.ask('ping')).toEqual({ type: 'pong' });
});

afterAll(async () => {
  bystander.close();
  await app.stop();
});

const refused = (field: string): object => ({
  type: 'error',
  error: {
    code: 'VALIDATION_ERROR',
    message: expect.any(String),
    details: { field, error: expect.any(String) },
  },
});

describe.each(['websocket', 'polling'] as const)('Over Socket.IO by %s', (transport) => {
  const transports = [transport];
  let client: SocketIoClient;

  beforeEach(async () => {
    client = await SocketIoClient.signedIn(app.baseUrl, student, { transports });
  });
  afterEach(() => client.close());

  /** Writes a packet as the library would never make one. */
  const write = (packet: string): void => {
    (client.socket.io as unknown as { engine: { write(text: string): void } }).engine.write(packet);
  };

  it.each(['publish', 'error', '__proto__', 'constructor', 'toString', 'event', 'message'])(
    'an event named %s is answered, not obeyed',
    async (name) => {
      expect(await client.ask(name, {})).toEqual(refused('type'));
      client.socket.emit(name, { id: 'mine' });
      expect(await client.next(({ id }) => id === 'mine')).toMatchObject({ type: 'error' });
      expect(await client.ask('ping')).toEqual({ type: 'pong' });
    },
  );

  it.each([
    ['no argument', [], 'topic'],
    ['a text', ['student:1'], 'topic'],
    ['a number', [7], 'topic'],
    ['a list', [['a']], 'topic'],
    ['nothing', [null], 'topic'],
    ['bytes', [Buffer.alloc(20_000)], 'topic'],
    ['bytes for a topic', [{ topic: Buffer.from('x') }], 'topic'],
    ['an endless topic', [{ topic: 'x'.repeat(5_000) }], 'topic'],
    [
      'an offset that is none',
      [{ topic: 'user:1', since: { epoch: 'e', offset: -1 } }],
      'since.offset',
    ],
    ['a field that nobody knows', [{ topic: 'user:1', admin: true }], 'admin'],
    ['one argument too many', [{ topic: 'user:1' }, { topic: 'user:2' }], 'further_arguments'],
    ['a key of the prototype', [JSON.parse('{"topic":"user:1","__proto__":{}}')], '__proto__'],
  ])('a subscription with %s is refused', async (_what, parameters, field) => {
    expect(await client.ask('subscribe', ...parameters)).toEqual(refused(field));
    expect(await client.ask('ping')).toEqual({ type: 'pong' });
  });

  it('does not let an argument say which event it belongs to', async () => {
    const answer = await client.ask('ping', { type: 'auth', token: student.token });
    expect(answer).toEqual(refused('token'));
  });

  it('answers a number for a name', async () => {
    write('2[7,{}]');
    expect(await client.next(({ type }) => type === 'error')).toEqual(refused('type'));
  });

  it.each([
    ['no packet at all', '9'],
    ['broken JSON', '2["subscribe",{'],
    ['a name that the library keeps', '2["disconnect",1]'],
    ['bytes that are announced and never come', '51-["ping",{"_placeholder":true,"num":0}]'],
    ['far too many bytes announced', '5999-["ping"]'],
    ['an answer that is none', '3{}'],
  ])('ends the connection for %s', async (_what, packet) => {
    write(packet);
    write('2["ping",{}]');
    expect(await client.ended()).toBe('transport close');
    expect(client.frames.filter(({ type }) => type === 'error')).toMatchObject([
      { error: { code: 'VALIDATION_ERROR' } },
    ]);
  });

  it('ends the connection for a packet that is too large', async () => {
    client.socket.emit('subscribe', { topic: 'x'.repeat(LARGEST) });
    expect(['transport close', 'transport error']).toContain(await client.ended());
  });

  it('ends the connection of whoever sends without end', async () => {
    for (let count = 0; count < 400; count += 1) client.socket.emit('ping');
    expect(await client.ended()).toBe('io server disconnect');
    expect(client.frames.slice(-2)).toMatchObject([
      { type: 'error', error: { code: 'RATE_LIMITED' } },
      { type: 'goodbye', reason: 'too_many_frames' },
    ]);
  });

  it('ends the connection of whoever asks for namespaces without end', async () => {
    for (let count = 0; count < 400; count += 1) write(`0/room-${count},`);
    expect(['transport close', 'transport error']).toContain(await client.ended());
  });

  it('lets nobody stay who left the namespace', async () => {
    write('1');
    expect(['transport close', 'transport error']).toContain(await client.ended());
  });
});
