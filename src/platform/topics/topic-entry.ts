import type { JsonObject } from '../../kernel/json';

/**
 * A place in a topic's log. Offsets grow by one from entry to entry; where an entry was removed, one
 * is missing. They mean something within their epoch only: a log that began anew has another.
 */
export interface TopicPosition {
  /** A uuid. */
  readonly epoch: string;
  /** The last entry that is behind; 0 before the first. */
  readonly offset: number;
}

/** What a topic tells, as it stands in its log. */
export interface TopicEntry {
  readonly topic: string;
  readonly epoch: string;
  readonly offset: number;
  /** The same however often the event is told; within a topic it occurs once. */
  readonly eventId: string;
  /** Noun and verb, e.g. `agent.completed`. */
  readonly type: string;
  readonly data: JsonObject;
  /** ISO 8601 in UTC, to the millisecond. */
  readonly occurredAt: string;
}

/** What a topic is to tell. */
export interface NewTopicEntry {
  readonly topic: string;
  readonly eventId: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly occurredAt: Date;
  /** Ids of the users it is about: it is erased with any of them. */
  readonly subjectIds: readonly number[];
}

/** What was missed since a position. */
export interface TopicReplay {
  /** False: what was missed cannot be told in full, and whoever asks reads everything anew. */
  readonly recovered: boolean;
  /** Every later entry, in order; none when not recovered. */
  readonly entries: readonly TopicEntry[];
  /** Where the topic stands after them. */
  readonly position: TopicPosition;
}
