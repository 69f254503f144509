/** What became of a report. */
export const REPORT_STATUSES = ['OPEN', 'RESOLVED', 'DISMISSED'] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

/** What a report is about: what a discussion was opened with, or a post in it. */
export type ReportSubject = 'THREAD' | 'POST';

/** What whoever reports something gets to see. */
export interface OwnReport {
  readonly id: number;
  readonly threadId: number | null;
  readonly postId: number | null;
  readonly reason: string;
  readonly createdAt: Date;
}

/** A person as those see them who look after the course. */
export interface InvolvedPerson {
  readonly id: number;
  readonly username: string;
}

/** A report as those see it who look after the course. */
export interface DiscussionReport extends OwnReport {
  readonly subject: ReportSubject;
  readonly courseId: number;
  /** The words as they were when they were reported. */
  readonly reportedText: string;
  readonly reporter: InvolvedPerson;
  /** Null when the account is gone. */
  readonly author: InvolvedPerson | null;
  readonly status: ReportStatus;
  readonly note: string | null;
  readonly resolvedAt: Date | null;
}

/** A report to store. */
export interface NewReport {
  readonly subject: ReportSubject;
  readonly courseId: number;
  readonly threadId: number;
  readonly postId: number | null;
  readonly reporterId: number;
  readonly authorId: number | null;
  readonly reportedText: string;
  readonly reason: string;
}

/** What becomes of a report; an undefined note stays. */
export interface ReportResolution {
  readonly status: ReportStatus;
  readonly note?: string | null;
}
