import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../config/configuration';
import { HealthService } from '../health/health.service';
import { Metrics } from './metrics';
import { isMetricsToken } from './metrics-token';

const BEARER = /^Bearer +(\S{1,4096})$/i;

/**
 * The small server of a process without surfaces: `/metrics` for whoever has the token, and
 * `/health/live` and `/health/ready` for whoever keeps the process running.
 */
@Injectable()
export class MetricsServer implements OnApplicationShutdown {
  private readonly logger = new Logger(MetricsServer.name);
  private server: Server | null = null;

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly metrics: Metrics,
    private readonly health: HealthService,
  ) {}

  /** Listens where the configuration says; does nothing where it names no port. */
  async start(): Promise<void> {
    const { workerPort } = this.configuration.metrics;
    if (workerPort === null) return;
    const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 });
    server.on('request', (request, response) => void this.answer(request, response));
    server.listen(workerPort, this.configuration.http.host);
    await once(server, 'listening');
    this.server = server;
    this.logger.log(`Metrics are at port ${this.port}`);
  }

  /** Where it listens; null while it does not. */
  get port(): number | null {
    return (this.server?.address() as AddressInfo | null | undefined)?.port ?? null;
  }

  async onApplicationShutdown(): Promise<void> {
    const server = this.server;
    if (server === null) return;
    this.server = null;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { status, type, text } = await this.replyTo(request);
      response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff' });
      response.end(text);
    } catch (error) {
      this.logger.error({ err: error }, 'The metrics cannot be read');
      response.writeHead(500).end();
    }
  }

  private async replyTo({
    method,
    url = '',
    headers,
  }: IncomingMessage): Promise<{ status: number; type: string; text: string }> {
    const type = 'text/plain; charset=utf-8';
    if (method !== 'GET') return { status: 405, type, text: 'Only GET is answered here.\n' };
    switch (url.split('?', 1)[0]) {
      case '/metrics': {
        const token = BEARER.exec(headers.authorization ?? '')?.[1] ?? null;
        return isMetricsToken(token, this.configuration.metrics.token)
          ? { status: 200, type: this.metrics.contentType, text: await this.metrics.text() }
          : { status: 401, type, text: 'The bearer token is not METRICS_TOKEN.\n' };
      }
      case '/health/live':
        return { status: 200, type, text: 'ok\n' };
      case '/health/ready': {
        const { database, queue, isStopping } = await this.health.readiness();
        const isReady = database && queue && !isStopping;
        return { status: isReady ? 200 : 503, type, text: isReady ? 'ready\n' : 'not ready\n' };
      }
      default:
        return { status: 404, type, text: 'There is nothing at this address.\n' };
    }
  }
}
