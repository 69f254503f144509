import type { JsonObject } from '../content/json-schema';
import type { GivenAnswers } from './quiz-answers';
import type { QuestionResult } from './quiz-scoring';

/** Where an attempt stands: EXPIRED ones were closed by their time limit with what was saved. */
export type AttemptStatus = 'IN_PROGRESS' | 'SUBMITTED' | 'EXPIRED';
export const ATTEMPT_STATUSES: readonly AttemptStatus[] = ['IN_PROGRESS', 'SUBMITTED', 'EXPIRED'];

/** An attempt without its questions, as lists show it. */
export interface AttemptSummary {
  readonly id: number;
  readonly userId: number;
  readonly contentItemId: number;
  readonly courseOfferingId: number | null;
  /** 1 for the student's first attempt at the item. */
  readonly attemptNumber: number;
  readonly status: AttemptStatus;
  /** Null until the attempt is closed; see docs/numbers.md. */
  readonly points: number | null;
  readonly maxPoints: number | null;
  /** 0 to 100; null until closed, and while nothing of it is scored. */
  readonly percent: number | null;
  /** What was needed to pass when the attempt began. */
  readonly passPercent: number;
  /** Null until closed and every essay in it is reviewed. */
  readonly passed: boolean | null;
  readonly reviewPending: boolean;
  readonly startedAt: Date;
  readonly expiresAt: Date | null;
  readonly submittedAt: Date | null;
}

/** A whole attempt, the key included: it never leaves as it is. */
export interface Attempt extends AttemptSummary {
  readonly userUuid: string;
  readonly courseId: number;
  readonly universityId: number;
  /** The bank as it was when the attempt began, in the order in which it is asked. */
  readonly questions: readonly JsonObject[];
  readonly answers: GivenAnswers;
  readonly results: readonly QuestionResult[] | null;
  /** Whether its time is up, whatever the status says. */
  readonly isOver: boolean;
}

/** An attempt as those see it who look after the student. */
export interface AttemptOfStudent extends AttemptSummary {
  readonly userName: string;
}
