import { setTimeout as sleep } from 'node:timers/promises';
import {
  createPostgresBackend,
  createPostgresRelayBackend,
  DEFAULT_SCHEMA,
  Queue,
  Relay,
  runMigrations,
  withBackend,
  Worker,
  type Job,
} from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import type { QueueName } from './job';

/** A worker that crashed is noticed after this long; BullMQ's own 30 s would leave students waiting. */
const LOCK_DURATION_MS = 6_000;
const STALLED_INTERVAL_MS = 3_000;
/** How often a job may be found on a crashed worker before it counts as failed. */
const MAX_STALLED_COUNT = 5;

/** How often something of BullMQ's is built before its connection counts as impossible. */
const MOST_ATTEMPTS = 20;
const PAUSE_MS = 500;

/** What BullMQ runs on: PostgreSQL, or Redis where the operator has one. */
export interface QueueBackend {
  readonly name: 'postgresql' | 'redis';
  queue(name: QueueName): Promise<Queue>;
  /** A worker that is ready but does not run yet. */
  worker(
    name: QueueName,
    process: (job: Job, token: string | undefined) => Promise<void>,
  ): Promise<Worker>;
  relay(): Promise<Relay>;
  /** Whether the backend answers. @throws whatever it fails with. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const workerOptions = {
  lockDuration: LOCK_DURATION_MS,
  stalledInterval: STALLED_INTERVAL_MS,
  maxStalledCount: MAX_STALLED_COUNT,
  concurrency: 8,
  autorun: false,
};

/** BullMQ on PostgreSQL: one pool for every queue, worker and relay of this process. */
export async function postgresQueueBackend(url: string): Promise<QueueBackend> {
  const pool = new Pool({
    connectionString: url,
    options: `-c search_path=${DEFAULT_SCHEMA}`,
    max: 12,
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
    keepAlive: true,
    application_name: 'trellis queue',
  });
  pool.on('error', () => undefined);
  const client = await pool.connect();
  try {
    await runMigrations(client, DEFAULT_SCHEMA);
  } finally {
    client.release();
  }
  const bound = withBackend(createPostgresBackend);
  return {
    name: 'postgresql',
    queue: (name) => ready(() => new bound.Queue(name, { connection: pool }) as unknown as Queue),
    worker: (name, process) =>
      ready(
        () =>
          new bound.Worker(name, process, {
            ...workerOptions,
            connection: pool,
          }) as unknown as Worker,
      ),
    relay: () =>
      ready(
        () =>
          new Relay({ connection: pool, backend: createPostgresRelayBackend }) as unknown as Relay,
      ),
    ping: async () => {
      await pool.query('SELECT 1');
    },
    close: () => pool.end(),
  };
}

/** BullMQ on Redis, for installations with many machines. */
export function redisQueueBackend(url: string): QueueBackend {
  const connection = new Redis(url, { maxRetriesPerRequest: null, connectTimeout: 5_000 });
  connection.on('error', () => undefined);
  return {
    name: 'redis',
    queue: (name) => ready(() => new Queue(name, { connection })),
    worker: (name, process) =>
      ready(() => new Worker(name, process, { ...workerOptions, connection })),
    relay: () => ready(() => new Relay({ connection })),
    ping: async () => {
      await connection.ping();
    },
    close: async () => {
      connection.disconnect();
    },
  };
}

/** An error event without a listener ends the process; owners add a listener that tells the log. */
function ignoreUntilOwned(): void {}

/** What queue, worker and relay have in common. */
interface Connecting {
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/**
 * Builds something of BullMQ's and waits until it is connected. BullMQ keeps its first connection's
 * failure for ever, and a worker with such a failure spins; what fails is therefore thrown away and
 * built anew.
 */
async function ready<Thing extends Connecting>(build: () => Thing): Promise<Thing> {
  for (let attempt = 1; ; attempt += 1) {
    const thing = build();
    thing.on('error', ignoreUntilOwned);
    try {
      await thing.waitUntilReady();
      return thing;
    } catch (error) {
      await thing.close().catch(() => undefined);
      if (attempt === MOST_ATTEMPTS) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
