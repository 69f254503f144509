import { person, type Person } from '../../support/people';
import { frameBytes, type FrameParts, RawWebSocket } from '../../support/raw-websocket';
import { testApp, type TestApp } from '../../support/test-app';

/** The numbers are those of the Autobahn test suite; what it wants echoed is a ping here. */
let app: TestApp;
let student: Person;

beforeAll(async () => {
  app = await testApp({ environment: { REALTIME_CONNECTIONS_PER_PERSON: '1000' } });
  student = await person(app);
});

afterAll(() => app.stop());

const open: RawWebSocket[] = [];

afterEach(() => {
  for (const raw of open.splice(0)) raw.destroy();
});

async function signedIn(headers?: Record<string, string>): Promise<RawWebSocket> {
  const raw = await RawWebSocket.open(app.baseUrl, headers);
  open.push(raw);
  await raw.send({ payload: JSON.stringify({ type: 'auth', token: student.token }) });
  await raw.received('text', 1);
  return raw;
}

/** A frame that is answered with its id, blown up to so many bytes. */
function message(id: string, bytes = 0): string {
  return JSON.stringify({ type: 'ping', id }).padEnd(bytes, ' ');
}

const pong = (id: string): string => JSON.stringify({ type: 'pong', id });

/** Cuts a text into frames of one message. */
function fragments(text: string | Buffer, size: number): FrameParts[] {
  const bytes = Buffer.from(text as string);
  const pieces: FrameParts[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    pieces.push({
      opcode: start === 0 ? 'text' : 'continuation',
      payload: bytes.subarray(start, start + size),
      fin: start + size >= bytes.length,
    });
  }
  return pieces;
}

const bytesOf = (...frames: FrameParts[]): Buffer => Buffer.concat(frames.map(frameBytes));

/** What is answered, and then closed in peace. */
async function isAnswered(raw: RawWebSocket, ...ids: string[]): Promise<void> {
  const texts = await raw.received('text', 1 + ids.length);
  expect(texts.slice(1).map(String)).toEqual(ids.map(pong));
  await raw.send({ opcode: 'close', payload: closing(1_000) });
  expect(await raw.closeCode()).toBe(1_000);
}

function closing(code: number, reason: string | Buffer = ''): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(code);
  return Buffer.concat([bytes, Buffer.from(reason as string)]);
}

describe('Messages', () => {
  it.each([
    ['1.1.2', 125, undefined],
    ['1.1.3', 126, undefined],
    ['1.1.4', 127, undefined],
    ['1.1.5', 128, undefined],
    ['1.1.6', 65_535, undefined],
    ['1.1.7', 65_536, undefined],
    ['1.1.8', 65_536, 997],
  ])('%s: %d bytes of text are read', async (_case, size, chop) => {
    const raw = await signedIn();
    await raw.write(bytesOf({ payload: message('x', size) }), chop);
    await isAnswered(raw, 'x');
  });

  it('1.1.1: a text without bytes is read, and is no frame of ours', async () => {
    const raw = await signedIn();
    await raw.send({ payload: '' }, { payload: message('after') });
    const [, refused, answer] = (await raw.received('text', 3)).map(String);
    expect(JSON.parse(refused as string)).toMatchObject({ error: { code: 'VALIDATION_ERROR' } });
    expect(answer).toBe(pong('after'));
  });

  it.each([
    ['1.2.1', 0],
    ['1.2.2', 125],
    ['1.2.6', 65_535],
  ])('%s: %d bytes that are no text end the connection with 1003', async (_case, size) => {
    const raw = await signedIn();
    await raw.send({ opcode: 'binary', payload: Buffer.alloc(size, 0xfe) });
    expect(await raw.closeCode()).toBe(1_003);
  });

  it.each([
    ['9.1.2', 65_537],
    ['9.1.3', 1_048_576],
  ])('%s: %d bytes are too many: 1009', async (_case, size) => {
    const raw = await signedIn();
    await raw.write(bytesOf({ payload: message('x', size) }), 65_536);
    expect(await raw.closeCode()).toBe(1_009);
  });

  it('9.1.6: a frame that only says that it is huge is not waited for: 1009', async () => {
    const raw = await signedIn();
    await raw.send({ payload: 'x', length: 2 ** 40 });
    expect(await raw.closeCode()).toBe(1_009);
  });

  it('12.1.1: no compression is agreed to', async () => {
    const raw = await signedIn({ 'Sec-WebSocket-Extensions': 'permessage-deflate' });
    expect(raw.answer).toMatch(/^HTTP\/1\.1 101 /);
    expect(raw.answer.toLowerCase()).not.toContain('sec-websocket-extensions');
    await raw.send({ payload: message('x'), rsv: 4 });
    expect(await raw.closeCode()).toBe(1_002);
  });

  it('a frame without a mask is a breach of the protocol', async () => {
    const raw = await signedIn();
    await raw.send({ payload: message('x'), masked: false });
    expect(await raw.closeCode()).toBe(1_002);
  });
});

describe('Pings', () => {
  it.each([
    ['2.1', '', undefined],
    ['2.2', 'Hello, world!', undefined],
    ['2.3', Buffer.from([0, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0, 0xff]), undefined],
    ['2.4', Buffer.alloc(125, 0xfe), undefined],
    ['2.6', Buffer.alloc(125, 0xfe), 1],
  ])('%s: are answered with what they carry', async (_case, payload, chop) => {
    const raw = await signedIn();
    await raw.write(bytesOf({ opcode: 'ping', payload }), chop);
    expect(await raw.received('pong', 1)).toEqual([Buffer.from(payload as string)]);
    await isAnswered(raw);
  });

  it('2.5: with more than 125 bytes are a breach', async () => {
    const raw = await signedIn();
    await raw.send({ opcode: 'ping', payload: Buffer.alloc(126, 0xfe) });
    expect(await raw.closeCode()).toBe(1_002);
  });

  it.each([
    ['2.7', ''],
    ['2.8', 'unsolicited'],
  ])('%s: a pong that nobody asked for is nothing', async (_case, payload) => {
    const raw = await signedIn();
    await raw.send({ opcode: 'pong', payload }, { payload: message('x') });
    await isAnswered(raw, 'x');
  });

  it('2.9: a pong that nobody asked for and a ping after it', async () => {
    const raw = await signedIn();
    await raw.send({ opcode: 'pong', payload: 'a' }, { opcode: 'ping', payload: 'b' });
    expect(await raw.received('pong', 1)).toEqual([Buffer.from('b')]);
  });

  it.each([
    ['2.10', undefined],
    ['2.11', 1],
  ])('%s: ten of them are answered each', async (_case, chop) => {
    const raw = await signedIn();
    const pings = Array.from({ length: 10 }, (_none, index) => `payload-${index}`);
    await raw.write(
      bytesOf(...pings.map((payload) => ({ opcode: 'ping' as const, payload }))),
      chop,
    );
    expect((await raw.received('pong', 10)).map(String)).toEqual(pings);
  });
});

describe('Reserved bits and opcodes', () => {
  it.each<[string, FrameParts]>([
    ['3.1', { payload: message('x'), rsv: 1 }],
    ['3.5', { opcode: 'binary', payload: Buffer.alloc(8, 0xff), rsv: 5 }],
    ['3.6', { opcode: 'ping', rsv: 6 }],
    ['3.7', { opcode: 'close', rsv: 7 }],
    ['4.1.1', { opcode: 3 }],
    ['4.1.2', { opcode: 4, payload: 'reserved' }],
    ['4.2.1', { opcode: 11 }],
    ['4.2.2', { opcode: 12, payload: 'reserved' }],
  ])('%s: are a breach', async (_case, frame) => {
    const raw = await signedIn();
    await raw.send(frame);
    expect(await raw.closeCode()).toBe(1_002);
  });

  it.each<[string, FrameParts, number | undefined]>([
    ['3.2', { payload: message('y'), rsv: 2 }, undefined],
    ['3.3', { payload: message('y'), rsv: 3 }, 1],
    ['3.4', { payload: message('y'), rsv: 4 }, 1],
    ['4.1.3', { opcode: 5 }, undefined],
    ['4.1.4', { opcode: 6, payload: 'reserved' }, undefined],
    ['4.1.5', { opcode: 7, payload: 'reserved' }, undefined],
    ['4.2.3', { opcode: 13 }, undefined],
    ['4.2.4', { opcode: 14, payload: 'reserved' }, undefined],
    ['4.2.5', { opcode: 15, payload: 'reserved' }, undefined],
  ])('%s: what came before is answered, nothing after', async (_case, frame, chop) => {
    const raw = await signedIn();
    await raw.write(bytesOf({ payload: message('x') }, frame, { opcode: 'ping' }), chop);
    expect(await raw.closeCode()).toBe(1_002);
    expect(raw.framesOf('pong')).toEqual([]);
    expect(raw.texts[1]).toBe(pong('x'));
  });
});

describe('Fragments', () => {
  it.each<[string, FrameParts[], number | undefined]>([
    ['5.3', fragments(message('x'), 12), undefined],
    ['5.5', fragments(message('x'), 12), 1],
    ['6.2.3', fragments(message('x'), 1), undefined],
    ['10.1.1', fragments(message('x', 65_536), 1_300), undefined],
  ])('%s: of one message are read as one', async (_case, frames, chop) => {
    const raw = await signedIn();
    await raw.write(bytesOf(...frames), chop);
    await isAnswered(raw, 'x');
  });

  it('6.1.3: may be empty', async () => {
    const raw = await signedIn();
    await raw.send(
      { fin: false },
      { opcode: 'continuation', payload: message('x'), fin: false },
      { opcode: 'continuation' },
    );
    await isAnswered(raw, 'x');
  });

  it.each([
    ['5.6', undefined],
    ['5.8', 1],
  ])('%s: let a ping through between them', async (_case, chop) => {
    const raw = await signedIn();
    const [first, last] = fragments(message('x'), 16) as [FrameParts, FrameParts];
    await raw.write(bytesOf(first, { opcode: 'ping', payload: 'in between' }), chop);
    expect((await raw.received('pong', 1)).map(String)).toEqual(['in between']);
    await raw.write(bytesOf(last), chop);
    await isAnswered(raw, 'x');
  });

  it.each<[string, FrameParts[]]>([
    ['5.1', [{ opcode: 'ping', payload: 'a', fin: false }, { opcode: 'continuation' }]],
    ['5.2', [{ opcode: 'pong', payload: 'a', fin: false }, { opcode: 'continuation' }]],
    ['5.9', [{ opcode: 'continuation', payload: 'a' }, { payload: message('x') }]],
    ['5.12', [{ opcode: 'continuation', payload: 'a', fin: false }, { payload: message('x') }]],
    ['5.18', [{ payload: '{', fin: false }, { payload: '}' }]],
  ])('%s: of nothing, or of what has none, are a breach', async (_case, frames) => {
    const raw = await signedIn();
    await raw.send(...frames);
    expect(await raw.closeCode()).toBe(1_002);
    expect(raw.texts.slice(1)).toEqual([]);
  });

  it('5.15: after the last one nothing continues', async () => {
    const raw = await signedIn();
    await raw.send(
      ...fragments(message('x'), 16),
      { opcode: 'continuation', payload: 'a', fin: false },
      { payload: message('y') },
    );
    expect(await raw.closeCode()).toBe(1_002);
    expect(raw.texts.slice(1)).toEqual([pong('x')]);
  });

  it('5.19: take their time, and pings are answered meanwhile', async () => {
    const raw = await signedIn();
    const pieces = fragments(message('x', 50), 10);
    await raw.send(...pieces.slice(0, 2), { opcode: 'ping', payload: 'one' });
    await raw.received('pong', 1);
    await raw.send(...pieces.slice(2, 4), { opcode: 'ping', payload: 'two' });
    expect((await raw.received('pong', 2)).map(String)).toEqual(['one', 'two']);
    await raw.send(...pieces.slice(4));
    await isAnswered(raw, 'x');
  });
});

describe('UTF-8', () => {
  const GREEK = 'κόσμε ü€😀';
  /** What is right up to the fourth byte of a surrogate, and what is wrong for good. */
  const VALID = Buffer.from('{"type":"ping","id":"κόσμε');
  const BROKEN = Buffer.from([0xf4, 0x90, 0x80, 0x80]);

  it.each([
    ['6.2.1', 1_000],
    ['6.2.2', 24],
    ['6.2.4', 1],
  ])('%s: is read, wherever fragments cut it', async (_case, size) => {
    const raw = await signedIn();
    await raw.send(...fragments(message(GREEK), size));
    await isAnswered(raw, GREEK);
  });

  it.each([
    ['6.3.1: in one frame', 1_000, undefined],
    ['6.3.2: in fragments of one byte', 1, undefined],
    ['6.4.1: in three fragments', 20, undefined],
    ['6.4.3: in pieces of a frame', 1_000, 10],
  ])('%s: what is none ends the connection with 1007', async (_case, size, chop) => {
    const raw = await signedIn();
    const bytes = Buffer.concat([VALID, BROKEN, Buffer.from('"}')]);
    await raw.write(bytesOf(...fragments(bytes, size)), chop);
    expect(await raw.closeCode()).toBe(1_007);
    expect(raw.texts.slice(1)).toEqual([]);
  });

  it.each([
    ['6.6.1: the begin of a character', [0xce]],
    ['6.12.1: a lone continuation', [0x80]],
    ['6.15.1: a slash in two bytes', [0xc0, 0xaf]],
    ['6.18.1: U+0000 in two bytes', [0xc0, 0x80]],
    ['6.20.1: half of a surrogate pair', [0xed, 0xa0, 0x80]],
  ])('%s is none', async (_case, bytes) => {
    const raw = await signedIn();
    await raw.send({ payload: Buffer.from(bytes) });
    expect(await raw.closeCode()).toBe(1_007);
  });
});

describe('Closing', () => {
  it('7.1.1: what came before is answered', async () => {
    const raw = await signedIn();
    await raw.send({ payload: message('x') }, { opcode: 'close', payload: closing(1_000) });
    expect(await raw.closeCode()).toBe(1_000);
    expect(raw.texts.slice(1)).toEqual([pong('x')]);
  });

  it.each<[string, FrameParts]>([
    ['7.1.2: a second farewell', { opcode: 'close', payload: closing(1_001) }],
    ['7.1.3: a ping', { opcode: 'ping' }],
    ['7.1.4: a message', { payload: message('late') }],
  ])('%s after it is not answered', async (_case, frame) => {
    const raw = await signedIn();
    await raw.send({ opcode: 'close', payload: closing(1_000) }, frame);
    expect(await raw.closeCode()).toBe(1_000);
    expect(raw.frames.map(({ opcode }) => opcode)).toEqual([1, 8]);
  });

  it('7.1.5: in the middle of a message ends it', async () => {
    const raw = await signedIn();
    await raw.send(
      { payload: '{"type":', fin: false },
      { opcode: 'close', payload: closing(1_000) },
      { opcode: 'continuation', payload: '"ping"}' },
    );
    expect(await raw.closeCode()).toBe(1_000);
    expect(raw.texts).toHaveLength(1);
  });

  it.each([
    ['7.3.1: nothing', Buffer.alloc(0), 1_005],
    ['7.3.2: one byte', Buffer.from([3]), 1_002],
    ['7.3.4: a code and why', closing(1_000, 'Hello World!'), 1_000],
    ['7.3.5: the longest reason', closing(1_000, '*'.repeat(123)), 1_000],
    ['7.3.6: a longer one', closing(1_000, '*'.repeat(124)), 1_002],
    ['7.5.1: a reason that is no UTF-8', closing(1_000, Buffer.from([0xce, 0xba, 0xed])), 1_007],
  ])('%s is answered in kind', async (_case, payload, code) => {
    const raw = await signedIn();
    await raw.send({ opcode: 'close', payload });
    expect(await raw.closeCode()).toBe(code);
  });

  it.each([
    1_000, 1_001, 1_002, 1_003, 1_007, 1_008, 1_009, 1_010, 1_011, 3_000, 3_999, 4_000, 4_999,
  ])('7.7: the code %d comes back', async (code) => {
    const raw = await signedIn();
    await raw.send({ opcode: 'close', payload: closing(code) });
    expect(await raw.closeCode()).toBe(code);
  });

  it.each([0, 999, 1_004, 1_005, 1_006, 1_016, 1_100, 2_000, 2_999, 5_000, 65_535])(
    '7.9, 7.13: the code %d is a breach',
    async (code) => {
      const raw = await signedIn();
      await raw.send({ opcode: 'close', payload: closing(code) });
      expect(await raw.closeCode()).toBe(1_002);
    },
  );
});
