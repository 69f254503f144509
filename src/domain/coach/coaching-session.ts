import type { LinkedPerson } from './coach-link';

/** A session of a coach with a student. */
export interface CoachingSession {
  readonly id: string;
  readonly coach: LinkedPerson;
  readonly student: LinkedPerson;
  readonly sessionType: string;
  /** `YYYY-MM-DD`. */
  readonly heldOn: string;
  readonly durationMinutes: number;
  readonly notes: string;
  readonly actionItems: readonly string[];
  readonly nextRecommendedOn: string;
  /** The student's readiness score when it was written down. */
  readonly readiness: number | null;
  /** Raised by every change. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a coach writes down about a session. */
export interface SessionDraft {
  readonly sessionType: string;
  readonly heldOn: string;
  readonly durationMinutes: number;
  readonly notes: string;
  readonly actionItems: readonly string[];
}
