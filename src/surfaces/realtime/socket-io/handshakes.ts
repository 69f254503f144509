import { type IncomingMessage, ServerResponse } from 'node:http';
import { Unavailable } from '../../../kernel/errors';
import type { HandshakeGate } from '../handshake-gate';
import { refusalOf, refuseUpgrade } from '../handshake-refusal';

/** Lets in or turns away whoever begins a session; later requests of it name its secret id. */
export class SocketIoHandshakes {
  private isClosed = false;

  constructor(private readonly gate: HandshakeGate) {}

  /** From now on nobody begins. */
  close(): void {
    this.isClosed = true;
  }

  /**
   * Stands before Engine.IO, for polls and upgrades alike.
   *
   * @param reply a response, or for an upgrade what Engine.IO puts in its place.
   */
  readonly check = (request: IncomingMessage, reply: unknown, next: () => void): void => {
    if (reply instanceof ServerResponse) reply.setHeader('X-Content-Type-Options', 'nosniff');
    if (isOfSession(request)) return next();
    void this.decide(request, reply, next);
  };

  private async decide(request: IncomingMessage, reply: unknown, next: () => void): Promise<void> {
    // Until somebody takes over the connection, a client that leaves would bring the process down.
    request.socket.on('error', ignore);
    try {
      await this.admit(request);
    } catch (error) {
      return this.refuse(error, request, reply);
    }
    request.socket.off('error', ignore);
    next();
  }

  private async admit(request: IncomingMessage): Promise<void> {
    if (this.isClosed) throw new Unavailable('This process stops. Please connect again.');
    await this.gate.admit(request);
  }

  private refuse(error: unknown, request: IncomingMessage, reply: unknown): void {
    const refusal = refusalOf(error, request);
    if (!(reply instanceof ServerResponse)) return refuseUpgrade(request.socket, refusal);
    reply.writeHead(refusal.status, refusal.headers).end(refusal.body);
  }
}

/** Decided as Engine.IO does: the last of several ids counts, and an empty one is none. */
function isOfSession({ url = '' }: IncomingMessage): boolean {
  const { searchParams } = new URL(url, 'http://localhost');
  return Boolean(searchParams.getAll('sid').at(-1));
}

function ignore(): void {}
