import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger as PinoLogger } from 'nestjs-pino';
import { AppModule } from './app.module';
import { leaveInOrder } from './leave';
import type { Configuration } from './platform/config/configuration';
import { openDatabase, type OpenDatabase } from './platform/database/open-database';
import { MetricsServer } from './platform/metrics/metrics-server';
import { JobWorker } from './platform/queue/job-worker';
import { OutboxDispatcher } from './platform/queue/outbox-dispatcher';
import { configureHttp } from './surfaces/http/configure-http';
import { startTracing, stopTracing } from './platform/tracing/tracing';
import { createHttpAdapter } from './surfaces/http/http-adapter';
import { listen } from './surfaces/http/listen';
import { serveDocuments } from './surfaces/ops/documents';
import { serveQueueBoard } from './surfaces/ops/queue-board/serve-queue-board';

/**
 * What cannot be let go of so long after the pause for the load balancer, a network gone silent for
 * one, is left to the system. With the pause it is less than 20 s unless somebody wants a longer one.
 */
const LONGEST_STOP_MS = 16_000;

/** One Ctrl-C can arrive twice, from the terminal and from npm; within this time it is one. */
const ONE_SIGNAL_MS = 500;

/** What a process does: answer requests, carry out jobs, or both. */
export interface Parts {
  readonly surfaces: boolean;
  readonly jobs: boolean;
}

/** A started process. */
export interface Trellis {
  readonly app: NestFastifyApplication;
  /** Where it listens, or null for a worker. */
  readonly address: string | null;
  /** Drains requests and jobs, then lets go of everything; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts Trellis: the database first, then the application, then its clock.
 *
 * @throws SchemaBehind when a database that is not ours misses migrations.
 */
export async function startTrellis(configuration: Configuration, parts: Parts): Promise<Trellis> {
  startTracing(configuration);
  const database = await openDatabase(configuration);
  let app: NestFastifyApplication | null = null;
  try {
    app = await NestFactory.create<NestFastifyApplication>(
      AppModule.forRoot(configuration, database.url, { surfaces: parts.surfaces }),
      createHttpAdapter(configuration),
      { bufferLogs: true, bodyParser: false, abortOnError: false },
    );
    app.useLogger(app.get(PinoLogger));
    if (parts.surfaces) {
      configureHttp(app, configuration);
      serveDocuments(app);
      await serveQueueBoard(app);
    }
    await app.init();
    if (parts.jobs) {
      await app.get(JobWorker).start();
      app.get(OutboxDispatcher).start();
      if (!parts.surfaces) await app.get(MetricsServer, { strict: false }).start();
    }
    if (parts.surfaces) await listen(app, configuration.http);
    const address = parts.surfaces ? await app.getUrl() : null;
    return started(app, database, address, configuration.shutdown.pauseMs);
  } catch (error) {
    await app?.close().catch(() => undefined);
    await database.close();
    await stopTracing();
    throw error;
  }
}

function started(
  app: NestFastifyApplication,
  database: OpenDatabase,
  address: string | null,
  pauseMs: number,
): Trellis {
  let stopping: Promise<void> | null = null;
  return {
    app,
    address,
    stop: () =>
      (stopping ??= leaveInOrder(app, address === null ? null : pauseMs)
        .finally(() => database.close())
        .finally(stopTracing)),
  };
}

/** Starts, and stops in order at SIGINT and SIGTERM; a second signal does not wait. */
export async function runTrellis(configuration: Configuration, parts: Parts): Promise<Trellis> {
  const trellis = await startTrellis(configuration, parts);
  const logger = new Logger('Trellis');
  const stop = (signal: NodeJS.Signals): void => {
    logger.log(`Stopping after ${signal}`);
    const since = Date.now();
    process.on(signal, () => {
      if (Date.now() - since > ONE_SIGNAL_MS) process.exit(1);
    });
    setTimeout(() => {
      logger.error('Something does not let go; leaving without it.');
      process.exit(1);
    }, configuration.shutdown.pauseMs + LONGEST_STOP_MS).unref();
    trellis.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return trellis;
}
