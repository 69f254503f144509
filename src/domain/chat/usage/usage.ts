/** Usage added up. */
export interface UsageTotals {
  /** Turns that a model was asked for; replies from the tree are none. */
  readonly turns: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Turns among them with estimated counts. */
  readonly estimatedTurns: number;
  /** Turns among them whose model has no known price. */
  readonly unpricedTurns: number;
  /** Of the turns with a price, in millionths of a dollar. */
  readonly costMicrodollars: number;
}

/** Calendar days in UTC, both inclusive, as YYYY-MM-DD. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** The id that stands for calls through the developer API, which belong to no course. */
export const OUTSIDE_COURSES = 0;

/**
 * Usage in one course; its title is null when the course is gone, and for what was used
 * {@link OUTSIDE_COURSES}.
 */
export interface CourseUsage extends UsageTotals {
  readonly courseId: number;
  readonly courseTitle: string | null;
}

/** Usage of one UTC day. */
export interface DayUsage extends UsageTotals {
  readonly day: string;
}

/** Usage of one user in one course. */
export interface UserCourseUsage extends CourseUsage {
  readonly userId: number;
  /** Null when the account is gone. */
  readonly userName: string | null;
}

/** How much of a daily budget is used. */
export interface BudgetState {
  readonly scope: 'user' | 'course';
  readonly usedTokens: number;
  readonly limitTokens: number;
  /** When the next UTC day begins. */
  readonly resetsAt: Date;
}
