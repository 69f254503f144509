import { DomainEvent } from '../../platform/queue/domain-event';

/** A student began an attempt at a quiz. */
export class QuizAttemptStarted extends DomainEvent<{
  readonly attemptId: number;
  readonly userId: number;
  readonly courseId: number;
  readonly contentItemId: number;
}> {
  override readonly name = 'quiz.attempt.started';
}

/** A student's attempt was closed and scored. */
export class QuizAttemptSubmitted extends DomainEvent<{
  readonly attemptId: number;
  readonly userId: number;
  readonly courseId: number;
  readonly contentItemId: number;
  readonly courseOfferingId: number | null;
  /** Null when nothing of it is scored yet. */
  readonly percent: number | null;
  /** Null while an essay waits for its review. */
  readonly passed: boolean | null;
  /** Whether its time limit closed it. */
  readonly isExpired: boolean;
  /** When it was handed in, or its time was up; ISO 8601 in UTC. */
  readonly submittedAt: string;
}> {
  override readonly name = 'quiz.attempt.submitted';
}

/** Somebody reviewed what a student wrote in an attempt, and nothing of it waits any more. */
export class QuizAttemptReviewed extends DomainEvent<{
  readonly attemptId: number;
  readonly userId: number;
  readonly courseId: number;
  readonly contentItemId: number;
  readonly percent: number | null;
  readonly passed: boolean;
  /** When the attempt was handed in, ISO 8601 in UTC. */
  readonly submittedAt: string;
}> {
  override readonly name = 'quiz.attempt.reviewed';
}

/** A student handed in something for a lab. */
export class LabSubmissionCreated extends DomainEvent<{
  readonly submissionId: number;
  readonly userId: number;
  readonly courseId: number;
  readonly contentItemId: number;
  readonly courseOfferingId: number | null;
  readonly attemptNumber: number;
  /** ISO 8601 in UTC. */
  readonly submittedAt: string;
}> {
  override readonly name = 'lab.submission.created';
}

/** Somebody reviewed what a student handed in. */
export class LabSubmissionReviewed extends DomainEvent<{
  readonly submissionId: number;
  readonly userId: number;
  readonly courseId: number;
  readonly contentItemId: number;
  readonly courseOfferingId: number | null;
  readonly status: 'ACCEPTED' | 'NEEDS_WORK';
  /** 0 to 100. */
  readonly score: number;
  /** When it was handed in, ISO 8601 in UTC. */
  readonly submittedAt: string;
}> {
  override readonly name = 'lab.submission.reviewed';
}
