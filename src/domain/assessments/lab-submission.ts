/** Where a submission stands: what its latest review said, if any. */
export const SUBMISSION_STATUSES = ['SUBMITTED', 'ACCEPTED', 'NEEDS_WORK'] as const;
export type SubmissionStatus = (typeof SUBMISSION_STATUSES)[number];

/** What a review can say. */
export const REVIEW_STATUSES = ['ACCEPTED', 'NEEDS_WORK'] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

/** What a student handed in for a lab, without its text, as lists show it. */
export interface SubmissionSummary {
  readonly id: number;
  readonly userId: number;
  readonly contentItemId: number;
  readonly courseOfferingId: number | null;
  /** 1 for the student's first submission for the lab. */
  readonly attemptNumber: number;
  readonly status: SubmissionStatus;
  /** 0 to 100, of the latest review; null before the first. */
  readonly score: number | null;
  readonly feedback: string | null;
  readonly submittedAt: Date;
  readonly reviewedAt: Date | null;
}

/** A submission as those see it in a queue who may review it. */
export interface QueuedSubmission extends SubmissionSummary {
  readonly userName: string;
  readonly contentTitle: string;
}

/** A whole submission with all its reviews, the oldest first. */
export interface LabSubmission extends SubmissionSummary {
  readonly userUuid: string;
  readonly courseId: number;
  readonly universityId: number;
  readonly content: string;
  readonly links: readonly string[];
  readonly reviews: readonly LabReview[];
}

/** What somebody said to a submission; never changed afterwards. */
export interface LabReview {
  readonly id: number;
  /** Null when the reviewer's account is gone. */
  readonly reviewerId: number | null;
  readonly status: ReviewStatus;
  /** 0 to 100. */
  readonly score: number;
  readonly feedback: string | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** What a student hands in. */
export interface SubmissionDraft {
  readonly contentItemId: number;
  readonly courseOfferingId: number | null;
  readonly content: string;
  readonly links: readonly string[];
}

/** What a reviewer decides. */
export type ReviewDraft = Pick<LabReview, 'status' | 'score' | 'feedback'>;
