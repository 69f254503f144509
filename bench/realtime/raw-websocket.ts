import { connect, type Socket } from 'node:net';

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const HANDSHAKE_END = '\r\n\r\n';

/** Takes the payload of each text frame; the bytes are only lent. */
export type OnText = (payload: Buffer, client: RawWebSocket) => void;

/**
 * A WebSocket client that knows only what the measured servers send: whole text frames and pings.
 * An ordinary client takes more time a frame than the servers do.
 */
export class RawWebSocket {
  private rest: Buffer = Buffer.alloc(0);
  private isOpen = false;

  private constructor(
    private readonly socket: Socket,
    private readonly onText: OnText,
    private readonly onClose: (reason: string) => void,
  ) {}

  /**
   * Connects to a port of this machine.
   *
   * @param onClose called once with what the server said, unless {@link close} came first.
   */
  static open(
    port: number,
    path: string,
    onText: OnText,
    onClose: (reason: string) => void,
  ): Promise<RawWebSocket> {
    const { promise, resolve, reject } = Promise.withResolvers<RawWebSocket>();
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    const client = new RawWebSocket(socket, onText, (reason) => {
      reject(new Error(`Port ${port} closed the connection: ${reason}`));
      onClose(reason);
    });
    socket.on('data', (bytes) => {
      if (client.isOpen) client.take(bytes);
      else if (client.shakeHands(bytes)) resolve(client);
    });
    socket.on('error', (error) => client.onClose(error.message));
    socket.on('close', () => client.onClose('without a word'));
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    return promise;
  }

  /** Sends a text frame. */
  send(text: string): void {
    this.write(TEXT, Buffer.from(text));
  }

  /** Hangs up. */
  close(): void {
    this.socket.removeAllListeners('close').destroy();
  }

  /** Whether the server has taken the connection. */
  private shakeHands(bytes: Buffer): boolean {
    this.rest = Buffer.concat([this.rest, bytes]);
    const end = this.rest.indexOf(HANDSHAKE_END);
    if (end < 0) return false;
    const head = this.rest.toString('latin1', 0, end);
    if (!head.startsWith('HTTP/1.1 101')) {
      this.onClose(head.slice(0, head.indexOf('\r\n')));
      return false;
    }
    const first = this.rest.subarray(end + HANDSHAKE_END.length);
    this.rest = Buffer.alloc(0);
    this.isOpen = true;
    if (first.length > 0) this.take(first);
    return true;
  }

  private take(bytes: Buffer): void {
    const all = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    let at = 0;
    for (;;) {
      const start = at + headLength(all, at);
      const end = start + payloadLength(all, at);
      // Not a number while not even the head is there.
      if (!(end <= all.length)) break;
      this.takeFrame((all[at] ?? 0) & 15, all.subarray(start, end));
      at = end;
    }
    this.rest = at === all.length ? Buffer.alloc(0) : Buffer.from(all.subarray(at));
  }

  private takeFrame(kind: number, payload: Buffer): void {
    if (kind === TEXT) this.onText(payload, this);
    else if (kind === PING) this.write(10, payload);
    else if (kind === CLOSE) this.onClose(payload.toString('utf8', 2));
  }

  /** Clients have to mask what they send; a mask of zeroes leaves it as it is. */
  private write(kind: number, payload: Buffer): void {
    const isShort = payload.length < 126;
    const head = Buffer.alloc(isShort ? 6 : 8);
    head[0] = 0x80 | kind;
    head[1] = 0x80 | (isShort ? payload.length : 126);
    if (!isShort) head.writeUInt16BE(payload.length, 2);
    this.socket.write(Buffer.concat([head, payload]));
  }
}

function headLength(bytes: Buffer, at: number): number {
  const short = (bytes[at + 1] ?? Number.NaN) & 127;
  return short < 126 ? 2 : short === 126 ? 4 : 10;
}

function payloadLength(bytes: Buffer, at: number): number {
  if (bytes.length < at + 2) return Number.NaN;
  const short = (bytes[at + 1] as number) & 127;
  if (short < 126) return short;
  if (bytes.length < at + headLength(bytes, at)) return Number.NaN;
  return short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
}
