import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import type { DispatchedEvent } from './event-sink';

/** The longest pause before a sink is asked again, in seconds. */
const LONGEST_PAUSE_SECONDS = 600;

/** An event that waits for the sink that could not take it. */
interface DeferredEvent extends DispatchedEvent {
  readonly sink: string;
}

/** Events that a sink could not take. They wait until it does: none is given up. */
@Injectable()
export class DeferredEventsRepository {
  constructor(private readonly database: Database) {}

  /** Keeps events for a sink, to be handed out again in a second. */
  async add(sink: string, events: readonly DispatchedEvent[]): Promise<void> {
    await this.database.query(
      `INSERT INTO deferred_events (event_id, sink, name, payload, occurred_at, due_at)
       SELECT event.id, $1, event.name, event.payload, event."occurredAt",
              now() + interval '1 second'
       FROM jsonb_to_recordset($2::jsonb)
         AS event (id uuid, name text, payload jsonb, "occurredAt" timestamptz)
       ON CONFLICT (event_id, sink) DO NOTHING`,
      [sink, JSON.stringify(events)],
    );
  }

  /** Due events of these sinks, the longest waiting first, locked until the transaction ends. */
  lockDue(sinks: readonly string[], most: number): Promise<DeferredEvent[]> {
    return this.database.query<DeferredEvent>(
      `SELECT event_id AS id, sink, name, payload, occurred_at AS "occurredAt"
       FROM deferred_events WHERE due_at <= now() AND sink = ANY($1)
       ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [sinks, most],
    );
  }

  /** The sink took it. */
  async remove(eventId: string, sink: string): Promise<void> {
    await this.database.query(`DELETE FROM deferred_events WHERE event_id = $1 AND sink = $2`, [
      eventId,
      sink,
    ]);
  }

  /** The sink failed again: the pause doubles, up to ten minutes. */
  async postpone(eventId: string, sink: string): Promise<void> {
    await this.database.query(
      `UPDATE deferred_events SET attempts = attempts + 1,
         due_at = now() + make_interval(
           secs => least(2 ^ least(attempts + 1, 20), ${LONGEST_PAUSE_SECONDS}))
       WHERE event_id = $1 AND sink = $2`,
      [eventId, sink],
    );
  }
}
