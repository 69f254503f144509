/** Why somebody may be about to leave. */
export const RISK_REASONS = ['inactivity', 'falling_scores'] as const;
export type RiskReason = (typeof RISK_REASONS)[number];

/** Nothing of their own in a course for so many days. */
export interface Inactivity {
  readonly code: 'inactivity';
  readonly courseId: number;
  readonly courseTitle: string;
  /** Whole days of 24 hours. */
  readonly days: number;
  /** Null for who never did anything there. */
  readonly lastActiveAt: Date | null;
}

/** The latest scores in a course lie below those before. */
export interface FallingScores {
  readonly code: 'falling_scores';
  readonly courseId: number;
  readonly courseTitle: string;
  /** Means in percent, to two decimals. */
  readonly recentAverage: number;
  readonly earlierAverage: number;
  /** In percentage points: the earlier mean less the recent one. */
  readonly fall: number;
  readonly lastScoredAt: Date;
}

/** A student with everything that speaks for a look at them. */
export interface StudentAtRisk {
  readonly userId: number;
  readonly fullName: string;
  readonly email: string;
  readonly reasons: readonly (Inactivity | FallingScores)[];
}

/** Whom to look for. */
export interface RiskFilter {
  readonly courseId: number | null;
  /** Students with this reason, whatever others they have; null for either. */
  readonly reason: RiskReason | null;
  /** From how many days on somebody is inactive. */
  readonly inactiveDays: number;
}
