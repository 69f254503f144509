import { WebSocket } from 'ws';
import { HeardFrames } from './heard-frames';
import type { Person } from './people';

/** A frame as it came from the server. */
export type Frame = Readonly<Record<string, any>>;

/** How a connection ended. */
export interface Ending {
  readonly code: number;
  readonly reason: string;
}

/** What a test sets about a connection. */
export interface RealtimeOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** What follows the host. */
  readonly path?: string;
}

/** A client of the plain WebSocket that keeps everything it is told. */
export class RealtimeClient {
  private readonly heard = new HeardFrames();
  /** Resolves once the connection is closed by whomever. */
  readonly ended: Promise<Ending>;
  private lastId = 0;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.heard.add(JSON.parse(data.toString()) as Frame));
    socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  /** Connects, and leaves everything else to the test. @throws Error when it is refused. */
  static async open(baseUrl: string, options: RealtimeOptions = {}): Promise<RealtimeClient> {
    const address = `${baseUrl.replace(/^http/, 'ws')}${options.path ?? '/ws/test-client'}`;
    const socket = new WebSocket(address, { headers: { ...options.headers } });
    const client = new RealtimeClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return client;
  }

  /** Connects and signs in. */
  static async signedIn(
    baseUrl: string,
    { token }: Pick<Person, 'token'>,
    options: RealtimeOptions = {},
  ): Promise<RealtimeClient> {
    const client = await RealtimeClient.open(baseUrl, options);
    const answer = await client.ask({ type: 'auth', token });
    if (answer['type'] !== 'auth') throw new Error(`Not signed in: ${JSON.stringify(answer)}`);
    return client;
  }

  /** Sends a frame as JSON, or a text as it is. */
  send(frame: Frame | string): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Sends a frame and waits for the frame that answers it. */
  async ask(frame: Frame): Promise<Frame> {
    this.lastId += 1;
    const id = `ask-${this.lastId}`;
    this.send({ ...frame, id });
    return this.next((answer) => answer['id'] === id);
  }

  /** Follows a topic. @throws Error when it may not. */
  async follow(topic: string, since?: { epoch: string; offset: number }): Promise<Frame> {
    const answer = await this.ask({ type: 'subscribe', topic, ...(since && { since }) });
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

  /** Whatever was under way to this connection has come when this resolves. */
  async settled(): Promise<void> {
    await this.ask({ type: 'ping' });
  }

  async close(): Promise<Ending> {
    this.socket.close();
    return this.ended;
  }
}
