import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './free-port';

/**
 * A line between a client and a server that a test can cut or freeze. It can also open late: its
 * port is known from the start, and refuses connections until {@link open}.
 */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private frozen = false;

  private constructor(
    private target: URL,
    readonly port: number,
  ) {}

  /** A closed line to the server of this address. */
  static async to(address: string): Promise<TcpProxy> {
    return new TcpProxy(new URL(address), await freePort());
  }

  /** The address of the server by way of this line. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String(this.port);
    return url.href;
  }

  /** Takes connections and forwards them; nothing changes when it does already. */
  async open(): Promise<void> {
    if (this.server !== null) return;
    const server = createServer({ allowHalfOpen: true }, (client) => this.forward(client));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
  }

  /** From now on the line leads to the server of this address. */
  redirect(address: string): void {
    this.target = new URL(address);
  }

  /** Ends every connection and refuses new ones, as a server does that has died. */
  async cut(): Promise<void> {
    const server = this.server;
    this.server = null;
    for (const socket of this.sockets) socket.destroy();
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Whether it swallows what comes. */
  get isFrozen(): boolean {
    return this.frozen;
  }

  /** Swallows every byte from now on, as a network does that lost its way. */
  freeze(): void {
    this.frozen = true;
  }

  /** Forwards again; what was swallowed stays lost, so the connections of that time are ended. */
  thaw(): void {
    this.frozen = false;
    for (const socket of this.sockets) socket.destroy();
  }

  private forward(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    this.pass(client, server);
    this.pass(server, client);
  }

  private pass(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.on('data', (bytes) => {
      if (!this.frozen) to.write(bytes);
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      this.sockets.delete(from);
      if (!this.frozen) to.destroy();
    });
  }
}
