import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../database/database';
import { DeferredEventsRepository } from './deferred-events.repository';
import type { DispatchedEvent, EventSink } from './event-sink';

/** Deferred events that are handed out again in one transaction. */
const BATCH = 50;

/**
 * Everybody who takes note of events as they leave the outbox. A sink that fails undoes only what it
 * wrote itself: jobs, topics and other sinks go on, and the events wait for that sink until it takes
 * them, each by itself, so that one it cannot bear holds up no other.
 */
@Injectable()
export class EventSinks {
  private readonly logger = new Logger(EventSinks.name);
  private readonly sinks = new Map<string, EventSink>();

  constructor(
    private readonly database: Database,
    private readonly deferred: DeferredEventsRepository,
  ) {}

  /** From now on the sink gets every event that this process sends on. */
  register(sink: EventSink): void {
    if (this.sinks.has(sink.name)) {
      throw new Error(`Two event sinks are called "${sink.name}". Give one of them another name.`);
    }
    this.sinks.set(sink.name, sink);
  }

  /** Hands a batch to every sink; to be called in the transaction that takes it from the outbox. */
  async offer(events: readonly DispatchedEvent[]): Promise<void> {
    if (events.length === 0) return;
    for (const sink of this.sinks.values()) {
      if (!(await this.handTo(sink, events))) await this.deferred.add(sink.name, events);
    }
  }

  /** Hands out again what sinks could not take. @returns whether more may be due. */
  offerDeferred(): Promise<boolean> {
    return this.database.transaction(async () => {
      const due = await this.deferred.lockDue([...this.sinks.keys()], BATCH);
      for (const { sink: name, ...event } of due) {
        const sink = this.sinks.get(name);
        const isTaken = sink !== undefined && (await this.handTo(sink, [event]));
        if (isTaken) await this.deferred.remove(event.id, name);
        else await this.deferred.postpone(event.id, name);
      }
      return due.length === BATCH;
    });
  }

  private async handTo(sink: EventSink, events: readonly DispatchedEvent[]): Promise<boolean> {
    await this.database.query(`SAVEPOINT event_sink`);
    try {
      // Whoever holds a row for long makes the sink wait for its events, not jobs for the sink.
      await this.database.query(`SET LOCAL lock_timeout = '2s'`);
      await sink.take(events);
      await this.database.query(`SET LOCAL lock_timeout = DEFAULT`);
      await this.database.query(`RELEASE SAVEPOINT event_sink`);
      return true;
    } catch (error) {
      await this.database.query(`ROLLBACK TO SAVEPOINT event_sink`);
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.error(`Sink ${sink.name} defers ${events.length} events: ${reason}`);
      return false;
    }
  }
}
