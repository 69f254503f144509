import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { Malformed } from '../../../kernel/errors';
import { parseJsonBody } from '../../http/json-body';
import { CLOSE_CODES } from '../close-codes';
import type { Outlet } from '../outlet';
import type { RealtimeConnection } from '../realtime-connection';
import { BinaryFrame } from '../realtime.errors';
import type { ServerFrame } from '../server-frames';
import { textFrame } from './text-frame';

/** What may wait for a reader before it is dropped, in bytes; half of it pauses a replay. */
const MOST_UNSENT = 256 * 1024;
/** How long a message may take from its first byte to its last. */
const LONGEST_MESSAGE_MS = 10_000;
/** Pings in a row that nothing came after. */
const MOST_UNANSWERED = 2;
const PING = Buffer.from([0x89, 0]);
/** What a control frame of a client takes besides its payload. */
const CONTROL_HEAD = 6;

/** One connection that speaks the WebSocket protocol and nothing on top of it. */
export class PlainSocket implements Outlet {
  readonly id: string;
  private connection: RealtimeConnection | null = null;
  private unanswered = 0;
  /** Bytes that belong to what was received whole. */
  private explained = 0;
  /** Since when there are others, by the process's own clock; 0 for none. */
  private unfinishedSince = 0;

  /**
   * @param number its own among those of this process.
   * @param websocket reads, and answers as the protocol wants.
   * @param socket the one below it: what goes to many is encoded once and written there.
   */
  constructor(
    readonly number: number,
    readonly address: string,
    private readonly websocket: WebSocket,
    private readonly socket: Socket,
  ) {
    this.id = `ws-${number}`;
  }

  get isBehind(): boolean {
    return this.socket.writableLength > MOST_UNSENT / 2;
  }

  /** Reads from now on. */
  attach(connection: RealtimeConnection): void {
    this.connection = connection;
    this.explained = this.socket.bytesRead;
    this.websocket.on('message', (bytes: Buffer, isBinary) => this.take(bytes, isBinary));
    this.websocket.on('ping', (payload) => this.takeControl(payload));
    this.websocket.on('pong', (payload) => this.takeControl(payload));
    // A breach of the protocol: the library answers it with the right code and closes.
    this.websocket.on('error', () => connection.closed());
    this.websocket.on('close', () => connection.closed());
  }

  tell(frame: ServerFrame): void {
    this.write(textFrame(JSON.stringify(frame)));
  }

  /** Writes whole frames, or drops a reader who left too much of what came before unread. */
  write(frames: Buffer): void {
    if (this.websocket.readyState !== WebSocket.OPEN) return;
    if (this.socket.writableLength > MOST_UNSENT) this.drop();
    else this.socket.write(frames);
  }

  close(code: number, reason: string): void {
    this.websocket.close(code, reason);
  }

  drop(): void {
    this.websocket.terminate();
    this.connection?.closed();
  }

  /** Asks whether somebody is still there. */
  ping(): void {
    if (this.unanswered >= MOST_UNANSWERED) return this.drop();
    this.unanswered += 1;
    this.write(PING);
  }

  /** Ends what takes too long. @param now by the process's own clock. */
  check(now: number): void {
    if (this.socket.bytesRead <= this.explained) this.unfinishedSince = 0;
    else if (this.unfinishedSince === 0) this.unfinishedSince = now;
    else if (now - this.unfinishedSince > LONGEST_MESSAGE_MS) {
      this.connection?.end(CLOSE_CODES.policyViolation, 'unfinished_message');
    }
  }

  private take(bytes: Buffer, isBinary: boolean): void {
    const { connection } = this;
    if (connection === null) return;
    this.unanswered = 0;
    // The begin of a next message may be among them; more of it will not be.
    this.explained = this.socket.bytesRead;
    this.unfinishedSince = 0;
    if (isBinary) {
      connection.refuse(new BinaryFrame());
      return connection.end(CLOSE_CODES.unsupportedData, 'binary_frame');
    }
    let frame: unknown;
    try {
      frame = parseJsonBody(bytes);
    } catch (error) {
      if (connection.charge()) connection.refuse(unreadable(error));
      return;
    }
    void connection.receive(frame);
  }

  private takeControl(payload: Buffer): void {
    this.unanswered = 0;
    this.explained += CONTROL_HEAD + payload.length;
    this.connection?.charge();
  }
}

function unreadable(cause: unknown): Malformed {
  return new Malformed(
    'This frame cannot be read. A frame is a JSON object in UTF-8, at most 64 levels deep.',
    { cause },
  );
}
