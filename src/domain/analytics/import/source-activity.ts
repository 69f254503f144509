import type { ActivityKind, ActivityOutcome } from '../activity/activity-event';

/** Why a row of a source is not counted. */
export const REFUSALS = {
  unreadable_row: 'not readable',
  unreadable_time: 'without a time that can be read',
  future_time: 'of the future',
  ancient_time: 'of a time before 2000',
  unknown_kind: 'of a kind that is not counted',
  unknown_person: 'of people who are not known here',
  unknown_course: 'of courses that are not known here',
} as const;

export type Refusal = keyof typeof REFUSALS;

/** What a row says of one person, in the source's own references. */
export interface SourceActivity {
  /** Names the row for good, whatever file it stands in; made of the source's words alone. */
  readonly key: string;
  /** Whole milliseconds. */
  readonly occurredAt: Date;
  /** When the source knew of it; of two scores of one attempt the later known counts. */
  readonly knownAt: Date;
  /** What the source calls the person, the surest first. */
  readonly people: readonly string[];
  /** What the source calls the course, the surest first; none where it names no course. */
  readonly courses: readonly string[];
  readonly topic: SourceTopic | null;
  readonly events: readonly SourceEvent[];
}

/** What the activity is about: a page, a quiz, a forum … */
export interface SourceTopic {
  /** The same at every mention within the course. */
  readonly reference: string;
  /** Storable, one line, not empty. */
  readonly title: string;
}

/** One thing that a row tells. */
export interface SourceEvent {
  readonly kind: ActivityKind;
  readonly isOwn: boolean;
  /** Names the attempt or submission it is about; null where there is none. */
  readonly object: string | null;
  /** Hundredths of a percent. */
  readonly score: number | null;
  readonly outcome: ActivityOutcome | null;
}

/** What a row says, or why it doesn't count and what of it is to blame. */
export type RowMeaning =
  | { readonly activity: SourceActivity }
  | { readonly refusal: Refusal; readonly about: string };

/** What became of reading one row; rows are numbered from 1 on. */
export type SourceReading = RowMeaning & { readonly row: number };

/** A plain event without attempt or score. */
export function plainEvent(kind: ActivityKind, isOwn = true): SourceEvent {
  return { kind, isOwn, object: null, score: null, outcome: null };
}
