import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '\r\n0\r\n\r\n';

/** One reply, as it came. */
export interface RawReply {
  readonly status: number;
  readonly head: string;
  /** The body's bytes; still in HTTP chunks where the server sent them so. */
  readonly body: Buffer;
  /** From the first byte sent to the first byte of the body received. */
  readonly firstByteMs: number;
  /** From the first byte sent to the last received. */
  readonly wholeMs: number;
}

/**
 * A kept-alive HTTP/1.1 connection that knows only what the measured servers send. An ordinary
 * client takes about as much time a request as the floors do and would hide the differences.
 */
export class HttpConnection {
  private received: Buffer = Buffer.alloc(0);
  private bodyStart = -1;
  private sentAt = 0;
  private firstByteAt = 0;
  private waiting: PromiseWithResolvers<RawReply> | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.take(bytes));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('The server closed the connection.')));
  }

  /** Connects to a port of this machine. Rejects when nobody listens there. */
  static open(port: number): Promise<HttpConnection> {
    const { promise, resolve, reject } = Promise.withResolvers<HttpConnection>();
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(new HttpConnection(socket));
    });
    return promise;
  }

  /** Sends a whole request and waits for the whole reply. One at a time. */
  send(request: Buffer): Promise<RawReply> {
    this.waiting = Promise.withResolvers<RawReply>();
    this.received = Buffer.alloc(0);
    this.bodyStart = -1;
    this.firstByteAt = 0;
    this.sentAt = performance.now();
    this.socket.write(request);
    return this.waiting.promise;
  }

  /** Hangs up; a request that waits is rejected. */
  close(): void {
    this.socket.destroy();
  }

  private take(bytes: Buffer): void {
    this.received = this.received.length === 0 ? bytes : Buffer.concat([this.received, bytes]);
    if (this.bodyStart < 0) {
      const end = this.received.indexOf(HEAD_END);
      if (end < 0) return;
      this.bodyStart = end + HEAD_END.length;
    }
    if (this.firstByteAt === 0 && this.received.length > this.bodyStart) {
      this.firstByteAt = performance.now();
    }
    const head = this.received.toString('latin1', 0, this.bodyStart);
    if (!this.isWhole(head)) return;
    const { waiting } = this;
    this.waiting = null;
    waiting?.resolve({
      status: Number(head.slice(9, 12)),
      head,
      body: this.received.subarray(this.bodyStart),
      firstByteMs: this.firstByteAt - this.sentAt,
      wholeMs: performance.now() - this.sentAt,
    });
  }

  private isWhole(head: string): boolean {
    const length = /^content-length: *(\d+)/im.exec(head)?.[1];
    if (length !== undefined) return this.received.length >= this.bodyStart + Number(length);
    return this.received.subarray(-LAST_CHUNK.length).equals(Buffer.from(LAST_CHUNK));
  }

  private fail(error: Error): void {
    const { waiting } = this;
    this.waiting = null;
    waiting?.reject(error);
  }
}

/** The text of a body, put together from its HTTP chunks where it has any. */
export function textOf(reply: RawReply): string {
  if (!/^transfer-encoding: *chunked/im.test(reply.head)) return reply.body.toString();
  const parts: Buffer[] = [];
  let rest = reply.body;
  for (;;) {
    const lineEnd = rest.indexOf('\r\n');
    const size = Number.parseInt(rest.toString('latin1', 0, lineEnd), 16);
    if (!(size > 0)) return Buffer.concat(parts).toString();
    parts.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size));
    rest = rest.subarray(lineEnd + 2 + size + 2);
  }
}

/** A request's bytes; none of the measured routes takes a body. */
export function requestBytes(method: 'GET' | 'POST', path: string, token: string): Buffer {
  const length = method === 'POST' ? 'Content-Length: 0\r\n' : '';
  return Buffer.from(
    `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n${length}\r\n`,
  );
}
