import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { JsonValue } from '../../kernel/json';
import { Database } from '../database/database';
import { PostgresListener } from '../database/listener';
import type { AfterCommit, DispatchedEvent } from './event-sink';
import { EventSinks } from './event-sinks';
import { declaredJobs, type JobDefinition } from './job';
import type { JobOrigin } from './job-origin';
import { JobRegistry } from './job-registry';
import { JobWorker } from './job-worker';
import { OutboxLane } from './outbox-lane';

export const DATABASE_URL = Symbol('database url');

const BATCH = 100;
const POLL_MS = 2_000;

/** The advisory lock of the process through which events leave. */
const EVENTS_LEAVE = 7_020_001;

type BulkJob = Parameters<Queue['addBulk']>[0][number];

interface JobRow {
  readonly id: string;
  readonly name: string;
  readonly payload: JsonValue;
  readonly origin: JobOrigin | null;
}

/**
 * Sends on what the outbox holds; any number of workers may run it. Jobs are claimed with SKIP
 * LOCKED and take the row's id, so a row that is sent twice is still one job. A job that this
 * process does not know stays for one that does: while a new version rolls out, both run. Events
 * leave through one process at a time, in the order in which they were written.
 */
@Injectable()
export class OutboxDispatcher implements BeforeApplicationShutdown {
  private listener: PostgresListener | null = null;
  private timer: NodeJS.Timeout | null = null;
  private readonly events = new OutboxLane(() => this.sendAllEvents());
  private readonly deferred = new OutboxLane(() => this.sendDeferred());
  private readonly jobs = new OutboxLane(() => this.sendAllJobs());

  constructor(
    @Inject(DATABASE_URL) private readonly databaseUrl: string,
    private readonly database: Database,
    private readonly worker: JobWorker,
    private readonly registry: JobRegistry,
    private readonly sinks: EventSinks,
  ) {}

  /** Starts listening for the bell, with a slow poll beside it. */
  start(): void {
    this.listener = new PostgresListener(this.databaseUrl, 'trellis_outbox', (kind) =>
      this.wake(kind),
    );
    this.timer = setInterval(() => this.wake(''), POLL_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.listener?.close();
    await Promise.all([this.events.rest(), this.deferred.rest(), this.jobs.rest()]);
  }

  /** @param kind what waits; empty when it is only time to look. */
  private wake(kind: string): void {
    if (kind === '') this.deferred.wake();
    if (kind !== 'job') this.events.wake();
    if (kind !== 'event') this.jobs.wake();
  }

  private async sendAllEvents(): Promise<void> {
    while ((await this.sendEvents()) === BATCH);
  }

  private async sendDeferred(): Promise<void> {
    while (await this.sinks.offerDeferred());
  }

  private async sendAllJobs(): Promise<void> {
    while ((await this.sendJobs()) === BATCH);
  }

  /**
   * Sends the next events, unless another process is about it: that one hears every bell, too, and
   * looks again once it is done.
   */
  private async sendEvents(): Promise<number> {
    let after: AfterCommit[] = [];
    const count = await this.database.transaction(async () => {
      const events = await this.database.prepared<DispatchedEvent>(
        'outbox-events-leave',
        `WITH turn AS MATERIALIZED (
           SELECT pg_try_advisory_xact_lock(${EVENTS_LEAVE}) AS is_mine
         ), leaving AS (
           DELETE FROM outbox WHERE id IN (
             SELECT id FROM outbox WHERE kind = 'event' AND (SELECT is_mine FROM turn)
             ORDER BY sequence LIMIT ${BATCH})
           RETURNING id, name, payload, created_at, sequence
         )
         SELECT id, name, payload, created_at AS "occurredAt" FROM leaving ORDER BY sequence`,
        [],
      );
      after = events.length === 0 ? [] : await this.sinks.offer(events);
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
         ) RETURNING id, name, payload, origin`,
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
        ...(row.origin === null ? {} : { telemetry: { metadata: JSON.stringify(row.origin) } }),
      },
    };
  }

  private definitionOf(name: string): JobDefinition<unknown> {
    const definition = this.registry.find(name)?.definition;
    if (definition === undefined) throw new Error(`Nobody declares the job "${name}".`);
    return definition;
  }
}
