import type { JsonValue } from '../../kernel/json';

/** An event on its way out of the outbox. */
export interface DispatchedEvent {
  /** The same however often the event is handed on. */
  readonly id: string;
  /** Noun and verb, e.g. `task.completed`. */
  readonly name: string;
  readonly payload: JsonValue;
  /** When it was written. */
  readonly occurredAt: Date;
}

/** Done once the transaction in which a sink wrote has committed, e.g. a bell that is rung. */
export type AfterCommit = () => Promise<void>;

/**
 * Writes down what events mean for a feature, in the very transaction in which they leave the
 * outbox: what it writes exists exactly when they left. It does nothing but statements of the
 * database, few for a whole batch, and takes an event that comes again for the same.
 */
export interface EventSink {
  /** Names the sink for good: what it could not take waits under this name. */
  readonly name: string;
  /** Whether it takes note of events of this name; it is handed no others. */
  isAbout(eventName: string): boolean;
  /** @returns what to do after the commit; it may be lost with its process. */
  take(events: readonly DispatchedEvent[]): Promise<AfterCommit | void>;
}
