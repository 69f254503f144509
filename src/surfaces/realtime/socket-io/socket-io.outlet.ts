import type { Socket } from 'socket.io';
import { CLOSE_CODES } from '../close-codes';
import type { Outlet } from '../outlet';
import type { ServerFrame } from '../server-frames';
import { cutOff, isBehind, isOverfull, sendAway } from './carrier';
import { EVENT_OF } from './socket-io-events';

/** After these a client is welcome again at once: its library comes back by itself. */
const COME_BACK: ReadonlySet<number> = new Set([CLOSE_CODES.goingAway, CLOSE_CODES.tryAgainLater]);

/** Calls back the client that asked for an acknowledgement. */
export type Acknowledge = (answer: object) => void;

/** One client of Socket.IO. Answers go to the acknowledgement of what they answer, if there is one. */
export class SocketIoOutlet implements Outlet {
  private readonly answers = new Map<string, Acknowledge>();
  private lastAnswer = 0;

  /** @param address of the other end, behind the trusted proxies. */
  constructor(
    private readonly socket: Socket,
    readonly address: string,
  ) {}

  get id(): string {
    return this.socket.id;
  }

  /** Keeps an acknowledgement for the frame that gets this id. */
  expectAnswer(acknowledge: Acknowledge): string {
    this.lastAnswer += 1;
    const id = `ack ${this.lastAnswer}`;
    this.answers.set(id, acknowledge);
    return id;
  }

  tell(frame: ServerFrame): void {
    if (!this.acknowledge(frame)) this.socket.emit(EVENT_OF[frame.type], frame);
    if (isOverfull(this.socket)) this.drop();
  }

  close(code: number): void {
    if (COME_BACK.has(code)) sendAway(this.socket);
    else this.socket.disconnect(true);
  }

  drop(): void {
    cutOff(this.socket);
  }

  get isBehind(): boolean {
    return isBehind(this.socket);
  }

  /** Whether somebody waited for exactly this answer. */
  private acknowledge(frame: ServerFrame): boolean {
    if (!('id' in frame) || frame.id === undefined) return false;
    const { id, ...answer } = frame;
    const acknowledge = this.answers.get(id);
    if (acknowledge === undefined) return false;
    this.answers.delete(id);
    acknowledge(answer);
    return true;
  }
}
