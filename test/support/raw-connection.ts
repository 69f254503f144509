import { connect, type Socket } from 'node:net';

/** A connection on which a test writes bytes as no well-behaved client would. */
export class RawConnection {
  /** Resolves with everything that was received once the server has ended the connection. */
  readonly ended: Promise<string>;
  private readonly socket: Socket;
  private received = '';

  private constructor(socket: Socket) {
    this.socket = socket;
    this.ended = new Promise((resolve) => {
      socket.on('data', (bytes: Buffer) => {
        this.received += bytes.toString('utf8');
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(this.received));
    });
  }

  /** Connects to the server of this address. */
  static open(baseUrl: string): Promise<RawConnection> {
    const { hostname, port } = new URL(baseUrl);
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new RawConnection(socket)));
      socket.on('end', () => socket.end());
    });
  }

  /** Whether the server still takes bytes. */
  get isOpen(): boolean {
    return !this.socket.destroyed && this.socket.writable;
  }

  write(bytes: string | Uint8Array): void {
    if (this.isOpen) this.socket.write(bytes);
  }

  /** Says that nothing more will come, as a client does that goes away in the middle. */
  finishWriting(): void {
    this.socket.end();
  }

  destroy(): void {
    this.socket.destroy();
  }
}

/** A reply as it came over the wire. */
export interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends bytes on a connection of their own and reads the one reply; say `Connection: close`. */
export async function exchange(baseUrl: string, bytes: string | Uint8Array): Promise<RawReply> {
  const connection = await RawConnection.open(baseUrl);
  connection.write(bytes);
  return readReply(await connection.ended);
}

/** Takes a reply apart. */
export function readReply(text: string): RawReply {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    ),
    body: rest.join('\r\n\r\n'),
  };
}
