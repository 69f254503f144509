import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../database/database';
import { DeferredEventsRepository } from './deferred-events.repository';
import type { AfterCommit, DispatchedEvent, EventSink } from './event-sink';

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

  /**
   * Hands each sink what it is about; to be called in the transaction that takes the batch from the
   * outbox.
   *
   * @returns what the sinks want done after the commit.
   */
  async offer(events: readonly DispatchedEvent[]): Promise<AfterCommit[]> {
    const after: AfterCommit[] = [];
    for (const sink of this.sinks.values()) {
      const wanted = events.filter(({ name }) => sink.isAbout(name));
      if (wanted.length === 0) continue;
      if (!(await this.handTo(sink, wanted, after))) await this.deferred.add(sink.name, wanted);
    }
    return after;
  }

  /** Hands out again what sinks could not take. @returns whether more may be due. */
  async offerDeferred(): Promise<boolean> {
    const after: AfterCommit[] = [];
    const isMoreDue = await this.database.transaction(async () => {
      after.length = 0;
      const due = await this.deferred.lockDue([...this.sinks.keys()], BATCH);
      for (const { sink: name, ...event } of due) {
        const sink = this.sinks.get(name);
        const isTaken = sink !== undefined && (await this.handTo(sink, [event], after));
        if (isTaken) await this.deferred.remove(event.id, name);
        else await this.deferred.postpone(event.id, name);
      }
      return due.length === BATCH;
    });
    await this.finish(after);
    return isMoreDue;
  }

  /** Does what sinks wanted done after the commit; what fails is told to the log alone. */
  async finish(after: readonly AfterCommit[]): Promise<void> {
    const outcomes = await Promise.allSettled(after.map((step) => step()));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') this.logger.warn(`After events left: ${outcome.reason}`);
    }
  }

  private async handTo(
    sink: EventSink,
    events: readonly DispatchedEvent[],
    after: AfterCommit[],
  ): Promise<boolean> {
    // Nobody waits long for whoever holds a row: the sink gets these events later instead. The place
    // to return to is left standing, for the end of the transaction to clear away.
    await this.database.query(`SAVEPOINT event_sink; SET LOCAL lock_timeout = '2s'`);
    try {
      const step = await sink.take(events);
      if (step !== undefined) after.push(step);
      return true;
    } catch (error) {
      await this.database.query(`ROLLBACK TO SAVEPOINT event_sink`);
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.error(`Sink ${sink.name} defers ${events.length} events: ${reason}`);
      return false;
    }
  }
}
