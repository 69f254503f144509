import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually } from './eventually';

const DEADLINE_MS = 30_000;
const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A frame of the protocol as the server sent it. */
export interface RawFrame {
  readonly opcode: number;
  readonly payload: Buffer;
}

/** What a test may set about a frame of its own. */
export interface FrameParts {
  readonly opcode?: number | keyof typeof OPCODES;
  readonly payload?: string | Uint8Array;
  /** False: more of the message follows. */
  readonly fin?: boolean;
  /** The three reserved bits. */
  readonly rsv?: number;
  /** What it says of its length, where that is not true. */
  readonly length?: number;
  readonly masked?: boolean;
}

/** The bytes of a frame as a client sends it, whether the protocol allows it or not. */
export function frameBytes(parts: FrameParts): Buffer {
  const { opcode = 'text', payload = '', fin = true, rsv = 0, masked = true } = parts;
  const data = Buffer.from(payload as string);
  const code = typeof opcode === 'number' ? opcode : OPCODES[opcode];
  const length = parts.length ?? data.length;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.alloc(head);
  bytes[0] = (fin ? 0x80 : 0) | (rsv << 4) | code;
  const mask = masked ? 0x80 : 0;
  if (head === 2) bytes[1] = mask | length;
  else if (head === 4) {
    bytes[1] = mask | 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = mask | 127;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  if (!masked) return Buffer.concat([bytes, data]);
  const key = randomBytes(4);
  return Buffer.concat([bytes, key, data.map((byte, index) => byte ^ (key[index % 4] as number))]);
}

/** A WebSocket of which a test writes every byte itself. */
export class RawWebSocket {
  readonly frames: RawFrame[] = [];
  private rest = Buffer.alloc(0);

  private constructor(
    private readonly socket: Socket,
    private readonly head: string,
  ) {}

  /** Shakes hands; headers are added to those that the protocol wants. */
  static async open(
    baseUrl: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawWebSocket> {
    const { hostname, port } = new URL(baseUrl);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    const lines = Object.entries({
      Host: `${hostname}:${port}`,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`);
    socket.write(`GET /ws/raw HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    let received = Buffer.alloc(0);
    while (!received.includes('\r\n\r\n')) {
      const [bytes] = (await once(socket, 'data')) as [Buffer];
      received = Buffer.concat([received, bytes]);
    }
    const end = received.indexOf('\r\n\r\n') + 4;
    const raw = new RawWebSocket(socket, received.subarray(0, end).toString());
    raw.take(received.subarray(end));
    socket.on('data', (bytes: Buffer) => raw.take(bytes));
    return raw;
  }

  /** The first line of the server's answer and its headers. */
  get answer(): string {
    return this.head;
  }

  /** Whether the server has closed the connection below. */
  get isGone(): boolean {
    return this.socket.destroyed || this.socket.readableEnded;
  }

  /** Sends bytes; with `chop` in pieces of so many, each a packet of its own as far as it can be. */
  async write(bytes: Uint8Array, chop = bytes.length): Promise<void> {
    for (let start = 0; start < bytes.length; start += chop) {
      if (this.socket.destroyed || !this.socket.writable) return;
      this.socket.write(bytes.subarray(start, start + chop));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  send(...frames: readonly FrameParts[]): Promise<void> {
    return this.write(Buffer.concat(frames.map(frameBytes)));
  }

  /** The code with which the server closes; null when it only drops the connection. */
  async closeCode(): Promise<number | null> {
    const closing = (): Promise<RawFrame | null> =>
      Promise.resolve(this.frames.find(({ opcode }) => opcode === OPCODES.close) ?? null);
    await eventually(
      async () => (await closing()) !== null || this.isGone,
      (isOver) => isOver,
      DEADLINE_MS,
    );
    const frame = await closing();
    if (frame === null) return null;
    return frame.payload.length < 2 ? 1_005 : frame.payload.readUInt16BE(0);
  }

  /** The texts that came so far. */
  get texts(): readonly string[] {
    return this.framesOf('text').map((payload) => payload.toString());
  }

  /** What came so far in frames of one kind. */
  framesOf(kind: keyof typeof OPCODES): readonly Buffer[] {
    return this.frames
      .filter(({ opcode }) => opcode === OPCODES[kind])
      .map(({ payload }) => payload);
  }

  /** Waits for so many frames of one kind. */
  async received(kind: keyof typeof OPCODES, count: number): Promise<readonly Buffer[]> {
    return eventually(
      () => Promise.resolve(this.framesOf(kind)),
      (frames) => frames.length >= count,
      DEADLINE_MS,
    );
  }

  /** Reads nothing more; what is sent to it waits at the other end. */
  stopReading(): void {
    this.socket.pause();
  }

  startReading(): void {
    this.socket.resume();
  }

  destroy(): void {
    this.socket.destroy();
  }

  private take(bytes: Buffer): void {
    this.rest = Buffer.concat([this.rest, bytes]);
    for (let frame = this.cut(); frame !== null; frame = this.cut()) this.frames.push(frame);
  }

  /** The next whole frame; servers send unmasked and, here, unfragmented ones. */
  private cut(): RawFrame | null {
    const { rest } = this;
    if (rest.length < 2) return null;
    const short = (rest[1] as number) & 0x7f;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (rest.length < head) return null;
    const length =
      head === 2 ? short : head === 4 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2));
    if (rest.length < head + length) return null;
    this.rest = rest.subarray(head + length);
    return { opcode: (rest[0] as number) & 0x0f, payload: rest.subarray(head, head + length) };
  }
}
