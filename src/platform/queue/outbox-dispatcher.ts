import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Database } from '../database/database';
import { PostgresListener } from '../database/listener';
import { Topics } from '../topics/topics';
import type { DispatchedEvent } from './event-sink';
import { EventSinks } from './event-sinks';
import { declaredJobs, type JobDefinition } from './job';
import { JobRegistry } from './job-registry';
import { JobWorker } from './job-worker';

export const DATABASE_URL = Symbol('database url');

const BATCH = 100;
const POLL_MS = 2_000;

type BulkJob = Parameters<Queue['addBulk']>[0][number];

interface OutboxRow extends DispatchedEvent {
  readonly kind: 'job' | 'event';
}

/**
 * Sends on what the outbox holds. Rows are claimed with SKIP LOCKED, so any number of workers may
 * run it; a job takes the row's id, so a row that is sent twice is still one job. A job that this
 * process does not know stays for one that does: while a new version rolls out, both run.
 */
@Injectable()
export class OutboxDispatcher implements BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxDispatcher.name);
  private listener: PostgresListener | null = null;
  private timer: NodeJS.Timeout | null = null;
  private draining: Promise<void> | null = null;
  private again = false;

  constructor(
    @Inject(DATABASE_URL) private readonly databaseUrl: string,
    private readonly database: Database,
    private readonly worker: JobWorker,
    private readonly registry: JobRegistry,
    private readonly topics: Topics,
    private readonly sinks: EventSinks,
  ) {}

  /** Starts listening for the bell, with a slow poll beside it. */
  start(): void {
    this.listener = new PostgresListener(this.databaseUrl, 'trellis_outbox', () => this.wake());
    this.timer = setInterval(() => this.wake(), POLL_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.listener?.close();
    await this.draining;
  }

  private wake(): void {
    this.again = true;
    this.draining ??= this.drain().finally(() => {
      this.draining = null;
    });
  }

  private async drain(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        while ((await this.sendBatch()) === BATCH);
        while (await this.sinks.offerDeferred());
      } catch (error) {
        this.logger.warn(`The outbox waits: ${error instanceof Error ? error.message : error}`);
      }
    }
  }

  private sendBatch(): Promise<number> {
    return this.database.transaction(async () => {
      const rows = await this.database.query<OutboxRow>(
        `DELETE FROM outbox WHERE id IN (
           SELECT id FROM outbox WHERE kind = 'event' OR name = ANY($1)
           ORDER BY created_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
         ) RETURNING id, kind, name, payload, created_at AS "occurredAt"`,
        [declaredJobs().map((job) => job.name)],
      );
      const events = rows.filter(({ kind }) => kind === 'event');
      // First of all: what sinks write is undone when sending fails, what was sent cannot be.
      await this.sinks.offer(events);
      await Promise.all([
        this.sendJobs(rows.filter(({ kind }) => kind === 'job')),
        ...events.map((row) => this.sendEvent(row)),
      ]);
      return rows.length;
    });
  }

  private sendEvent(row: OutboxRow): Promise<void> {
    return this.topics.publish(row.name, { id: row.id, payload: row.payload });
  }

  /** One round trip for each queue, however many jobs there are. */
  private async sendJobs(rows: readonly OutboxRow[]): Promise<void> {
    const byQueue = Map.groupBy(rows, ({ name }) => this.definitionOf(name).queue);
    for (const [name, ofQueue] of byQueue) {
      const queue = await this.worker.queue(name);
      await queue.addBulk(ofQueue.map((row) => this.toJob(row)));
    }
  }

  private toJob(row: OutboxRow): BulkJob {
    const definition = this.definitionOf(row.name);
    return {
      name: row.name,
      data: row.payload,
      opts: {
        jobId: row.id,
        attempts: definition.attempts,
        backoff: { type: 'exponential', delay: definition.backoffMs },
        removeOnComplete: { age: 86_400, count: 10_000 },
        removeOnFail: { age: 14 * 86_400 },
      },
    };
  }

  private definitionOf(name: string): JobDefinition<unknown> {
    const definition = this.registry.find(name)?.definition;
    if (definition === undefined) throw new Error(`Nobody declares the job "${name}".`);
    return definition;
  }
}
