import type { Task } from './task';

/** What a student hands in for a task; each part may be empty. */
export interface Evidence {
  readonly note: string;
  /** Addresses on the web, https only. */
  readonly links: readonly string[];
  /** Ids of the student's own documents. */
  readonly documentIds: readonly string[];
}

export type Verdict = 'accepted' | 'returned' | 'withdrawn';

/** Something that was handed in, and what became of it. */
export interface TaskSubmission extends Evidence {
  readonly id: string;
  readonly taskId: string;
  /** 1 for the first one of a task. */
  readonly number: number;
  readonly submittedAt: Date;
  /** Null while it waits. */
  readonly verdict: Verdict | null;
  /** What the reviewer said. */
  readonly comment: string | null;
  readonly reviewedAt: Date | null;
}

/** A task with everything that was handed in for it, the oldest first. */
export interface TaskWithSubmissions extends Task {
  readonly submissions: readonly TaskSubmission[];
}

/** What a reviewer decides. */
export interface ReviewDraft {
  readonly verdict: 'accept' | 'return';
  readonly comment: string | null;
  /** Points for a task for which none were promised; null leaves it at what was promised. */
  readonly rewardPoints: number | null;
  /** The version that the reviewer has read; null for whatever it is now. */
  readonly version: number | null;
}

/** A submission as a reviewer sees it. */
export interface ReviewedSubmission extends TaskSubmission {
  /** How many of its documents the reviewer may not read; `documentIds` names the others. */
  readonly hiddenDocuments: number;
}

/** A task as those see it who may review it. */
export interface TaskToReview extends Task {
  readonly student: { readonly id: number; readonly uuid: string; readonly name: string };
  readonly submissions: readonly ReviewedSubmission[];
}
