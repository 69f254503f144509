import type { FocusArea } from './focus-areas';
import type { PlanGoal } from './plan-goals';
import type { Priority } from './task-library';

/** A task of a plan with its day. */
export interface DatedTask {
  readonly title: string;
  readonly priority: Priority;
  readonly hours: number;
  readonly area: FocusArea;
  /** The end of its month, or the deadline of its goal if that comes first. */
  readonly dueOn: string;
}

/** One month of a plan. */
export interface DatedMilestone {
  readonly month: number;
  readonly tasks: readonly DatedTask[];
}

/** What the figures of colleges say to a plan. */
export interface CollegeAdvice {
  /**
   * By how many percent the mobility figure of the recommended colleges lies above that of the
   * student's own targets; null with a reason.
   */
  readonly mobilityImpactPercent: number | null;
  readonly reason: string;
  readonly recommended: readonly string[];
  /** What to aim at in the SAT, e.g. `1510+`; null when no target college tells. */
  readonly testTarget: string | null;
}

/** Everything of a plan that is computed. */
export interface ComputedPlan {
  readonly startsOn: string;
  readonly months: number;
  readonly hoursAMonth: number;
  readonly goals: readonly PlanGoal[];
  readonly milestones: readonly DatedMilestone[];
  /** What found no place in the months. */
  readonly unplanned: readonly { readonly title: string; readonly area: FocusArea }[];
  /** Areas whose time has passed. */
  readonly tooLate: readonly FocusArea[];
  readonly advice: CollegeAdvice;
}
