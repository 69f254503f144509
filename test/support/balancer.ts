import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingMessage,
  request as ask,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

const CHECK_MS = 200;

/** A process behind the balancer. */
interface Target {
  readonly url: URL;
  isReady: boolean;
}

/**
 * A load balancer as docker-compose.yml has one: it asks `/health/ready`, leaves out whoever is not
 * ready, takes turns, keeps connections, and sends a request to the next process only when the first
 * one was never reached. What was sent is never sent twice.
 */
export class Balancer {
  private readonly targets = new Set<Target>();
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server = createServer((request, response) => {
    void this.forward(request, response, new Set());
  });
  private readonly timer = setInterval(() => void this.check(), CHECK_MS);
  private turn = 0;

  static async start(): Promise<Balancer> {
    const balancer = new Balancer();
    balancer.server.keepAliveTimeout = 60_000;
    balancer.server.listen(0, '127.0.0.1');
    await once(balancer.server, 'listening');
    return balancer;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Adds a process; it gets requests once it says that it is ready. */
  async add(baseUrl: string): Promise<void> {
    this.targets.add({ url: new URL(baseUrl), isReady: false });
    await this.check();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.agent.destroy();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async check(): Promise<void> {
    await Promise.all(
      [...this.targets].map(async (target) => {
        target.isReady = await fetch(new URL('/health/ready', target.url)).then(
          ({ ok }) => ok,
          () => false,
        );
      }),
    );
  }

  private async forward(
    request: IncomingMessage,
    response: ServerResponse,
    tried: Set<Target>,
  ): Promise<void> {
    const ready = [...this.targets].filter((target) => target.isReady && !tried.has(target));
    this.turn += 1;
    const target = ready[this.turn % ready.length];
    if (target === undefined) {
      response.writeHead(502).end('No process is ready.');
      return;
    }
    const onward = ask({
      agent: this.agent,
      host: target.url.hostname,
      port: target.url.port,
      method: request.method,
      path: request.url,
      headers: request.headers,
    });
    onward.on('response', (reply) => {
      const { connection: _, 'keep-alive': __, ...headers } = reply.headers;
      response.writeHead(reply.statusCode ?? 502, headers);
      reply.pipe(response);
      reply.on('error', () => response.destroy());
    });
    onward.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') {
        tried.add(target);
        void this.forward(request, response, tried);
      } else if (response.headersSent) response.destroy();
      else response.writeHead(502).end(`The process broke off: ${error.code}`);
    });
    const connected = await reached(onward);
    if (connected) request.pipe(onward);
  }
}

/** Whether a connection is there, so that a body goes only to somebody who listens. */
function reached(onward: ReturnType<typeof ask>): Promise<boolean> {
  return new Promise((resolve) => {
    onward.once('error', () => resolve(false));
    onward.once('socket', (socket) => {
      if (!socket.connecting) resolve(true);
      else socket.once('connect', () => resolve(true));
    });
  });
}
