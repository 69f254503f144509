import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database';
import { JobWorker } from '../queue/job-worker';
import { QUEUES } from '../queue/job';
import { Metrics, type Reading } from './metrics';

/** States of jobs that an operator looks at. */
const STATES = ['waiting', 'active', 'delayed', 'prioritized', 'failed'] as const;

interface OutboxRow {
  readonly kind: string;
  readonly count: number;
  readonly age: number;
}

/** What the database's pool, the queues and the outbox hold, looked up when it is asked for. */
@Injectable()
export class PlatformMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly database: Database,
    private readonly jobs: JobWorker,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge(
      {
        name: 'trellis_database_connections',
        help: "Connections of this process's pool by state, and callers that wait for one.",
      },
      ['state'],
      () => this.pool(),
    );
    this.metrics.gauge(
      {
        name: 'trellis_queue_jobs',
        help: 'Jobs in each queue by state; the same in every process.',
      },
      ['queue', 'state'],
      () => this.queues(),
    );
    this.watchOutbox();
  }

  private watchOutbox(): void {
    const outbox = (value: (row: OutboxRow) => number) => async () =>
      (await this.outbox()).map((row) => ({ labels: { kind: row.kind }, value: value(row) }));
    this.metrics.gauge(
      {
        name: 'trellis_outbox_rows',
        help: 'Jobs and events that have not left the outbox, and events that a sink put off.',
      },
      ['kind'],
      outbox((row) => row.count),
    );
    this.metrics.gauge(
      {
        name: 'trellis_outbox_oldest_age_seconds',
        help: 'How long the oldest of them has been waiting.',
      },
      ['kind'],
      outbox((row) => row.age),
    );
  }

  private pool(): Reading<'state'>[] {
    const { total, idle, waiting } = this.database.poolUse;
    return Object.entries({ busy: total - idle, idle, waiting }).map(([state, value]) => ({
      labels: { state },
      value,
    }));
  }

  private async queues(): Promise<Reading<'queue' | 'state'>[]> {
    const readings = await Promise.all(
      QUEUES.map(async (name) => {
        const counts = await (await this.jobs.queue(name)).getJobCounts(...STATES);
        return STATES.map((state) => ({
          labels: { queue: name, state },
          value: counts[state] ?? 0,
        }));
      }),
    );
    return readings.flat();
  }

  /** Every kind has a row, whether anything waits or not: a missing line looks like a fault. */
  private outbox(): Promise<OutboxRow[]> {
    return this.database.query<OutboxRow>(
      `SELECT 'job' AS kind, count(*)::int AS count,
              coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS age
       FROM outbox WHERE kind = 'job'
       UNION ALL
       SELECT 'event', count(*)::int,
              coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8
       FROM outbox WHERE kind = 'event'
       UNION ALL
       SELECT 'deferred', count(*)::int,
              coalesce(extract(epoch FROM now() - min(occurred_at)), 0)::float8
       FROM deferred_events`,
    );
  }
}
