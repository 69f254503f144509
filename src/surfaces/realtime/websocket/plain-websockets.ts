import type { IncomingMessage, Server } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer } from 'ws';
import { NotFound, Unavailable } from '../../../kernel/errors';
import { HandshakeGate } from '../handshake-gate';
import { refusalOf, refuseUpgrade } from '../handshake-refusal';
import { RealtimeConnections } from '../realtime-connections';
import { PlainSocket } from './plain-socket';
import { PlainTransport } from './plain-transport';

/** The client's name is a label of its own choice; it says nothing about who is there. */
const PATH = /^\/ws\/[A-Za-z0-9._~-]{1,128}\/?(\?|$)/;
const ANY_PATH = /^\/ws(\/|\?|$)/;

const CLOSE_MS = 3_000;
const OPTIONS = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: 64 * 1024,
  maxFragments: 1_024,
  maxBufferedChunks: 4_096,
  maxPendingAutoPongs: 60,
  closeTimeout: CLOSE_MS,
  // Some clients put a token where a protocol's name belongs; none of it is repeated.
  handleProtocols: () => false as const,
};

const CHECK_MS = 1_000;
/** Each connection is asked once in so many checks whether it is still there, a few at a time. */
const CHECKS_A_PING = 25;
const FAREWELL_POLL_MS = 50;

/** The plain WebSocket at /ws/{client}, on the port of the API. */
@Injectable()
export class PlainWebSockets implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly server = new WebSocketServer(OPTIONS);
  private readonly sockets = new Set<PlainSocket>();
  private opened = 0;
  private checks = 0;
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly gate: HandshakeGate,
    private readonly transport: PlainTransport,
    private readonly connections: RealtimeConnections,
  ) {}

  onApplicationBootstrap(): void {
    const http: Server = this.adapterHost.httpAdapter.getHttpServer();
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (ANY_PATH.test(request.url ?? '')) void this.upgrade(request, socket, head);
    });
    this.timer = setInterval(() => this.check(), CHECK_MS);
  }

  /** Everybody was told to go by now; whoever does not is let go of. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.isStopping = true;
    const deadline = performance.now() + CLOSE_MS;
    while (this.sockets.size > 0 && performance.now() < deadline) await sleep(FAREWELL_POLL_MS);
    for (const socket of this.sockets) socket.drop();
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const onError = (): void => void socket.destroy();
    socket.on('error', onError);
    try {
      if (!PATH.test(request.url ?? '')) throw new NotFound('There is nothing at this address.');
      if (this.isStopping) throw new Unavailable('This process is stopping. Connect again.');
      await this.gate.admit(request);
    } catch (error) {
      return refuseUpgrade(socket, refusalOf(error, request));
    }
    const address = this.gate.addressOf(request);
    this.server.handleUpgrade(request, socket, head, (websocket) => {
      socket.off('error', onError);
      this.opened += 1;
      const plain = new PlainSocket(this.opened, address, websocket, socket as Socket);
      this.sockets.add(plain);
      websocket.on('close', () => this.sockets.delete(plain));
      plain.attach(this.connections.open(plain, this.transport));
    });
  }

  private check(): void {
    this.checks += 1;
    const now = performance.now();
    const turn = this.checks % CHECKS_A_PING;
    for (const socket of this.sockets) {
      socket.check(now);
      if (socket.number % CHECKS_A_PING === turn) socket.ping();
    }
  }
}
