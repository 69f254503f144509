import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import type { DomainEvent } from './domain-event';
import type { JobDefinition } from './job';
import { presentOrigin } from './job-origin';

/**
 * Where jobs and events leave from. Rows are written in the transaction that is open around the
 * call, so they exist exactly when the change that caused them does. The dispatcher sends them on.
 */
@Injectable()
export class Outbox {
  constructor(private readonly database: Database) {}

  /** Queues a job. @throws ZodError when the payload does not fit: a fault of ours. */
  async enqueue<Payload>(job: JobDefinition<Payload>, payload: Payload): Promise<void> {
    await this.write('job', job.name, job.schema.parse(payload));
  }

  /** Tells the world, every process of it, that something happened. */
  async publish(event: DomainEvent): Promise<void> {
    await this.write('event', event.name, event.payload);
  }

  /** The same for several events in one statement; they leave in this order. */
  async publishAll(events: readonly DomainEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.database.query(
      `INSERT INTO outbox (kind, name, payload)
       SELECT 'event', event.name, event.payload
       FROM jsonb_to_recordset($1::jsonb) AS event (place integer, name text, payload jsonb)
       ORDER BY event.place`,
      [JSON.stringify(events.map(({ name, payload }, place) => ({ place, name, payload })))],
    );
  }

  private async write(kind: 'job' | 'event', name: string, payload: unknown): Promise<void> {
    const origin = kind === 'job' ? presentOrigin() : null;
    await this.database.query(
      `INSERT INTO outbox (kind, name, payload, origin) VALUES ($1, $2, $3, $4)`,
      [kind, name, JSON.stringify(payload), origin === null ? null : JSON.stringify(origin)],
    );
  }
}
