import { type ManagerOptions, io, type Socket, type SocketOptions } from 'socket.io-client';
import { eventually } from './eventually';
import { HeardFrames } from './heard-frames';
import type { Frame } from './realtime-client';

const DEADLINE_MS = 30_000;

/** Events by which a server's frames come. */
const FRAME_EVENTS = [
  'auth',
  'subscribed',
  'unsubscribed',
  'event',
  'exception',
  'pong',
  'goodbye',
];

/** What a test sets about a connection. */
type SocketIoOptions = Partial<ManagerOptions & SocketOptions>;

/** A client of Socket.IO, by the real library, that keeps everything it is told. */
export class SocketIoClient {
  private readonly heard = new HeardFrames();
  /** Why the library says that the connection ended, as often as it did. */
  readonly endings: string[] = [];

  private constructor(readonly socket: Socket) {
    for (const event of FRAME_EVENTS) {
      socket.on(event, (frame: Frame) => this.heard.add(frame));
    }
    socket.on('disconnect', (reason) => this.endings.push(reason));
  }

  /** Connects by WebSocket unless told otherwise. @throws Error when it is refused. */
  static async open(baseUrl: string, options: SocketIoOptions = {}): Promise<SocketIoClient> {
    const socket = io(baseUrl, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...options,
    });
    const client = new SocketIoClient(socket);
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
    } catch (error) {
      socket.close();
      throw error;
    }
    return client;
  }

  /** Connects with a token in the handshake, and waits until it is signed in. */
  static async signedIn(
    baseUrl: string,
    { token }: { readonly token: string },
    options: SocketIoOptions = {},
  ): Promise<SocketIoClient> {
    const client = await SocketIoClient.open(baseUrl, { ...options, auth: { token } });
    await client.next(({ type }) => type === 'auth');
    return client;
  }

  /** Emits an event and waits for its acknowledgement. */
  ask(event: string, ...parameters: unknown[]): Promise<Frame> {
    return this.socket.timeout(DEADLINE_MS).emitWithAck(event, ...parameters) as Promise<Frame>;
  }

  /** Follows a topic. @throws Error when it may not. */
  async follow(topic: string, since?: { epoch: string; offset: number }): Promise<Frame> {
    const answer = await this.ask('subscribe', { topic, ...(since && { since }) });
    if (answer['type'] !== 'subscribed') throw new Error(`No ${topic}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** The first frame, of those that came and those that will, that pleases. */
  next(pleases: (frame: Frame) => boolean): Promise<Frame> {
    return this.heard.next(pleases);
  }

  /** The first event of a type. */
  event(type: string): Promise<Frame> {
    return this.next((frame) => frame['type'] === 'event' && frame['event_type'] === type);
  }

  /** The frames that came so far. */
  get frames(): readonly Frame[] {
    return this.heard.all;
  }

  /** The events that came so far. */
  get events(): readonly Frame[] {
    return this.frames.filter((frame) => frame['type'] === 'event');
  }

  /** Resolves with the reason once the connection is closed by whomever. */
  async ended(): Promise<string> {
    const last = (): Promise<string | null> => Promise.resolve(this.endings.at(-1) ?? null);
    return (await eventually(last, (reason) => reason !== null, DEADLINE_MS)) as string;
  }

  close(): void {
    this.socket.close();
  }
}
