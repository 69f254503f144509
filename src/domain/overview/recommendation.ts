/** Why a course is recommended, the strongest reason first. */
export const RECOMMENDATION_REASONS = [
  'completed_course',
  'subject_preference',
  'current_course',
  'new_course',
] as const;
export type RecommendationReason = (typeof RECOMMENDATION_REASONS)[number];

/** A course that somebody may want to take next. */
export interface Recommendation {
  readonly courseId: number;
  readonly title: string;
  readonly code: string;
  readonly description: string | null;
  readonly level: string;
  readonly subject: string | null;
  readonly reason: RecommendationReason;
  /** The course or the subject that the reason is about; null for a new course. */
  readonly because: string | null;
}

/** The reason as a sentence to the student. */
export function reasonText({ reason, because }: Recommendation): string {
  switch (reason) {
    case 'completed_course':
      return `Because you completed ${because}.`;
    case 'subject_preference':
      return `Because you are interested in ${because}.`;
    case 'current_course':
      return `Because you are taking ${because}.`;
    case 'new_course':
      return 'New on the platform.';
  }
}
