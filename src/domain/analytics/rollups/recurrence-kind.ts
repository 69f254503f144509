/**
 * What is counted once however often it comes, and on which days it comes again:
 * `person` own events of a person; `topic` own events of a person in a topic; `chat_topic` turns of
 * chat of a person in a topic; `cohort` a person in an ISO week, seen from that of their sign-up;
 * `completion` the first completion of a topic by a person, seen from the day they began.
 */
export const RECURRENCE_KINDS = ['person', 'topic', 'chat_topic', 'cohort', 'completion'] as const;

export type RecurrenceKind = (typeof RECURRENCE_KINDS)[number];

/** Those of which a range has distinct ones. */
export type DistinctKind = Extract<RecurrenceKind, 'person' | 'topic' | 'chat_topic'>;
