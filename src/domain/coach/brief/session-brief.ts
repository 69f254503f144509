import type { EntryKind } from '../../students/record-entry';
import type { Student } from '../../students/student-record';
import type { CoachingSession } from '../coaching-session';
import type { OpenAlert } from '../open-alerts';

/** An entry of the record that is new, or was changed. */
export interface RecordChange {
  readonly entryId: number;
  readonly kind: EntryKind;
  readonly change: 'added' | 'changed';
  readonly title: string;
  readonly at: Date;
}

/** A task of the student's. */
export interface BriefTask {
  readonly id: string;
  readonly title: string;
  readonly status: 'done' | 'open' | 'overdue';
  readonly dueOn: string | null;
}

/** A run of an agent that was asked for. */
export interface BriefRun {
  readonly id: string;
  readonly agent: string;
  readonly status: string;
  readonly createdAt: Date;
}

/** A goal that is not reached and has a day. */
export interface BriefDeadline {
  readonly goalId: number;
  readonly title: string;
  readonly on: string;
}

/** What a coach should know before they meet a student. */
export interface SessionBrief {
  readonly student: Student;
  /** The last session with this coach; null before the first. */
  readonly lastSession: CoachingSession | null;
  /** What is newer than this counts as changed; null means everything does. */
  readonly since: Date | null;
  /** The newest first, fifty at most. */
  readonly changes: readonly RecordChange[];
  /** Those that are open or overdue, and those done since. */
  readonly tasks: readonly BriefTask[];
  /** The newest first, twenty at most. */
  readonly runs: readonly BriefRun[];
  readonly readiness: { readonly then: number | null; readonly now: number | null };
  /** The gravest first. */
  readonly alerts: readonly OpenAlert[];
  /** Of the next sixty days, the nearest first. */
  readonly deadlines: readonly BriefDeadline[];
}

const DAY_MS = 86_400_000;

/**
 * From when on something counts as after a session: when the session was written down, but at the
 * latest the end of its day, UTC, since a session may be written down days later.
 */
export function briefSince(session: Pick<CoachingSession, 'heldOn' | 'createdAt'>): Date {
  const endOfDay = Date.parse(session.heldOn) + DAY_MS;
  return new Date(Math.min(session.createdAt.getTime(), endOfDay));
}
