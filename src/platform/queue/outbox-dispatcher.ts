import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { JsonValue } from '../../kernel/json';
import { Database } from '../database/database';
import { PostgresListener } from '../database/listener';
import type { AfterCommit, DispatchedEvent } from './event-sink';
import { EventSinks } from './event-sinks';
import { declaredJobs, type JobDefinition } from './job';
import { JobRegistry } from './job-registry';
import { JobWorker } from './job-worker';

export const DATABASE_URL = Symbol('database url');

const BATCH = 100;
const POLL_MS = 2_000;

/** The advisory lock of the process through which events leave, and how long its turn may take. */
const EVENTS_LEAVE = 7_020_001;
const LONGEST_TURN_MS = 10_000;

type BulkJob = Parameters<Queue['addBulk']>[0][number];

interface JobRow {
  readonly id: string;
  readonly name: string;
  readonly payload: JsonValue;
}

/**
 * Sends on what the outbox holds; any number of workers may run it. Jobs are claimed with SKIP
 * LOCKED and take the row's id, so a row that is sent twice is still one job. A job that this
 * process does not know stays for one that does: while a new version rolls out, both run. Events
 * leave through one process at a time, in the order in which they were written.
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
      const lanes = [() => this.sendAllEvents(), () => this.sendAllJobs()];
      const outcomes = await Promise.allSettled(lanes.map((send) => send()));
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') this.logger.warn(`The outbox waits: ${outcome.reason}`);
      }
    }
  }

  private async sendAllEvents(): Promise<void> {
    while ((await this.sendEvents()) === BATCH);
    while (await this.sinks.offerDeferred());
  }

  private async sendAllJobs(): Promise<void> {
    while ((await this.sendJobs()) === BATCH);
  }

  private async sendEvents(): Promise<number> {
    const waiting = await this.database.query(`SELECT FROM outbox WHERE kind = 'event' LIMIT 1`);
    if (waiting.length === 0) return 0;
    let after: AfterCommit[] = [];
    const count = await this.database.transaction(async () => {
      await this.database.query(`SET LOCAL lock_timeout = '${LONGEST_TURN_MS}ms'`);
      await this.database.query(`SELECT pg_advisory_xact_lock(${EVENTS_LEAVE})`);
      const events = await this.database.query<DispatchedEvent>(
        `WITH leaving AS (
           DELETE FROM outbox WHERE id IN (
             SELECT id FROM outbox WHERE kind = 'event' ORDER BY sequence LIMIT ${BATCH})
           RETURNING id, name, payload, created_at, sequence
         )
         SELECT id, name, payload, created_at AS "occurredAt" FROM leaving ORDER BY sequence`,
      );
      after = await this.sinks.offer(events);
      return events.length;
    });
    await this.sinks.finish(after);
    return count;
  }

  private sendJobs(): Promise<number> {
    return this.database.transaction(async () => {
      const rows = await this.database.query<JobRow>(
        `DELETE FROM outbox WHERE id IN (
           SELECT id FROM outbox WHERE kind = 'job' AND name = ANY($1)
           ORDER BY sequence LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
         ) RETURNING id, name, payload`,
        [declaredJobs().map((job) => job.name)],
      );
      await this.addToQueues(rows);
      return rows.length;
    });
  }

  /** One round trip for each queue, however many jobs there are. */
  private async addToQueues(rows: readonly JobRow[]): Promise<void> {
    const byQueue = Map.groupBy(rows, ({ name }) => this.definitionOf(name).queue);
    for (const [name, ofQueue] of byQueue) {
      const queue = await this.worker.queue(name);
      await queue.addBulk(ofQueue.map((row) => this.toJob(row)));
    }
  }

  private toJob(row: JobRow): BulkJob {
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
