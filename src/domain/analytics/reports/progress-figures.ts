import { quotient } from './quotient';

/** How many enrolments are in which state; a type, so that it reads as figures by kind. */
export type EnrollmentsByStatus = {
  readonly active: number;
  readonly completed: number;
  readonly dropped: number;
};

/** How far people come. */
export interface ProgressFigures {
  /** Two decimals; null when nobody was active. */
  readonly averageMasteredTopicsPerUser: number | null;
  readonly masteredTopics: number;
  readonly courseCompletions: number;
  readonly courseInterruptions: number;
  readonly enrollmentsByStatus: EnrollmentsByStatus;
  readonly dropOffCount: number;
}

/** What was counted for them. */
interface ProgressCounts {
  readonly masteredTopics: number;
  readonly activePersons: number;
  readonly courseCompletions: number;
  readonly courseDrops: number;
  readonly interruptions: number;
  readonly enrollments: EnrollmentsByStatus;
}

/** Nobody is enrolled. */
export const NO_ENROLLMENTS: EnrollmentsByStatus = { active: 0, completed: 0, dropped: 0 };

export function progressFigures(counts: ProgressCounts): ProgressFigures {
  return {
    averageMasteredTopicsPerUser: quotient(counts.masteredTopics, counts.activePersons, 2),
    masteredTopics: counts.masteredTopics,
    courseCompletions: counts.courseCompletions,
    courseInterruptions: counts.interruptions,
    enrollmentsByStatus: counts.enrollments,
    dropOffCount: counts.courseDrops,
  };
}

/** All enrolments, whatever their state. */
export function totalOf({ active, completed, dropped }: EnrollmentsByStatus): number {
  return active + completed + dropped;
}

/** Those of all courses together. */
export function together(courses: Iterable<EnrollmentsByStatus>): EnrollmentsByStatus {
  return [...courses].reduce(
    (sum, course) => ({
      active: sum.active + course.active,
      completed: sum.completed + course.completed,
      dropped: sum.dropped + course.dropped,
    }),
    NO_ENROLLMENTS,
  );
}
