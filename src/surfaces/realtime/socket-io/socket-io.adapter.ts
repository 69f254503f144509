import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { Server } from 'socket.io';
import type { Configuration } from '../../../platform/config/configuration';
import { HandshakeGate } from '../handshake-gate';
import { CarefulWebSockets } from './careful-web-sockets';
import { SocketIoHandshakes } from './handshakes';
import { isSocketIoAddress, SOCKET_IO_PATH } from './socket-io-address';

/** The largest packet of a client, and the largest body of a poll, in bytes. */
const LARGEST_PACKET = 65_536;
/** How long somebody may stay connected without joining the namespace. */
const JOIN_MS = 5_000;
/** A day in seconds: so long a browser need not ask again whether it may poll. */
const DAY = 86_400;
/** How long clients have to close their end once the process leaves. */
const FAREWELL_MS = 1_000;
const LOOK_MS = 20;

/** The same class, though the adapter may bring another patch version of it. */
type NestServer = ReturnType<IoAdapter['createIOServer']>;

/**
 * Socket.IO on the server that answers HTTP as well. Engine.IO takes the requests below its path
 * before Fastify sees them, and leaves every other upgrade to whom it belongs to.
 */
export class SocketIoAdapter extends IoAdapter {
  private readonly handshakes: SocketIoHandshakes;
  private readonly origins: string[] | '*';
  private readonly upgraded = new Set<Duplex>();

  constructor(app: INestApplication, { http }: Configuration) {
    super(app);
    this.handshakes = new SocketIoHandshakes(app.get(HandshakeGate));
    this.origins =
      http.corsOrigins === 'any' ? '*' : [...http.corsOrigins, new URL(http.publicUrl).origin];
  }

  override createIOServer(): NestServer {
    const httpServer = this.httpServer as HttpServer;
    const server = new Server(httpServer, {
      path: SOCKET_IO_PATH,
      serveClient: false,
      transports: ['polling', 'websocket'],
      wsEngine: CarefulWebSockets,
      maxHttpBufferSize: LARGEST_PACKET,
      connectTimeout: JOIN_MS,
      // A reply that is compressed tells by its length what is in it, and costs memory a client.
      perMessageDeflate: false,
      httpCompression: false,
      destroyUpgrade: false,
      cors: { origin: this.origins, methods: ['GET', 'POST'], maxAge: DAY },
    });
    server.engine.use(this.handshakes.check);
    this.noteUpgrades(httpServer);
    return server as unknown as NestServer;
  }

  /**
   * Closes what is open still, but not the server of HTTP: that one closes once its requests are
   * done. A client that does not close its end is cut off.
   */
  override async close(server: NestServer): Promise<void> {
    this.handshakes.close();
    const deadline = performance.now() + FAREWELL_MS;
    const isSomebodyLeft = (): boolean => this.upgraded.size > 0 || server.engine.clientsCount > 0;
    while (isSomebodyLeft() && performance.now() < deadline) await sleep(LOOK_MS);
    server.engine.close();
    for (const socket of this.upgraded) socket.destroy();
  }

  private noteUpgrades(httpServer: HttpServer): void {
    httpServer.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
      if (!isSocketIoAddress(request.url ?? '')) return;
      this.upgraded.add(socket);
      socket.once('close', () => this.upgraded.delete(socket));
    });
  }
}
