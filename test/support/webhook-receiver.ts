import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Certificate } from './certificate';

/** A request as an integrator's server got it. */
interface ReceivedWebhook {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a server answers; one that does nothing lets the caller hang. */
export type Answer = (request: ReceivedWebhook, response: ServerResponse) => void;

/** Thanks, as most servers do. */
export const accept: Answer = (_request, response) => response.writeHead(204).end();

/** A server of an integrator. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  answer: Answer = accept;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly origin: (port: number) => string,
  ) {
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  /** Plain on 127.0.0.1, or with TLS under the name of the certificate, `localhost`. */
  static async start(certificate?: Certificate): Promise<WebhookReceiver> {
    const handle = (request: IncomingMessage, response: ServerResponse): void =>
      void receiver.take(request, response);
    const server =
      certificate === undefined ? createServer(handle) : createSecureServer(certificate, handle);
    const receiver = new WebhookReceiver(server, (port) =>
      certificate === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get url(): string {
    return `${this.origin((this.server.address() as AddressInfo).port)}/hook`;
  }

  /** Connections that are open. */
  get open(): number {
    return this.sockets.size;
  }

  /** The bodies of all that came, checked with the library that integrators use. */
  verified(secret: string): { type: string; timestamp: string; data: Record<string, unknown> }[] {
    const webhook = new Webhook(secret);
    return this.received.map(
      ({ body, headers }) =>
        webhook.verify(body, headers) as {
          type: string;
          timestamp: string;
          data: Record<string, unknown>;
        },
    );
  }

  async stop(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const received: ReceivedWebhook = {
      path: request.url ?? '',
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(pieces).toString(),
    };
    this.received.push(received);
    this.answer(received, response);
  }
}
