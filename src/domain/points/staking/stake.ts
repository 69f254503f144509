export const STAKE_STATUSES = ['open', 'matured', 'released'] as const;
export type StakeStatus = (typeof STAKE_STATUSES)[number];

/**
 * How a stake ended: `returned` with its yield, `withdrawn` before its time and without, `kept`: a
 * commitment done in time, with its bonus, `missed`: one that was not. The points came back each time.
 */
export const STAKE_OUTCOMES = ['returned', 'withdrawn', 'kept', 'missed'] as const;
export type StakeOutcome = (typeof STAKE_OUTCOMES)[number];

/** `flexible` ends on any day, `fixed` has a lock, a `commitment` rests on a task. */
export type StakingKind = 'flexible' | 'fixed' | 'commitment';

/** What students can commit points to. */
export interface StakingProduct {
  readonly code: string;
  readonly kind: StakingKind;
  readonly name: string;
  readonly description: string;
  readonly lockDays: number;
  /** Yield a year in basis points: 100 is one percent. */
  readonly yieldBps: number;
  /** What a commitment that is kept brings, once, in basis points. */
  readonly bonusBps: number;
  readonly minimumPoints: number;
  readonly maximumPoints: number;
}

/** Points that somebody committed. Terms are those of the day on which it was opened. */
export interface Stake {
  readonly id: string;
  readonly userId: number;
  readonly product: string;
  readonly kind: StakingKind;
  readonly points: number;
  readonly yieldBps: number;
  readonly bonusBps: number;
  /** Of a commitment. */
  readonly taskId: string | null;
  readonly dueOn: string | null;
  /** The first full UTC day that counts, as YYYY-MM-DD. */
  readonly countsFrom: string;
  /** Of a fixed stake, the day on which its yield is due. */
  readonly unlocksOn: string | null;
  /** Yield for all days before `accruedThrough`. */
  readonly accruedPoints: number;
  readonly accruedThrough: string;
  /** How much of it was paid. */
  readonly claimedPoints: number;
  readonly status: StakeStatus;
  readonly outcome: StakeOutcome | null;
  readonly releaseKey: string | null;
  readonly openedAt: Date;
  readonly endedAt: Date | null;
}

/** The yield that can be claimed now. */
export function claimablePoints(stake: Stake): number {
  const isDue = stake.kind === 'flexible' ? stake.status === 'open' : stake.status === 'matured';
  return isDue ? stake.accruedPoints - stake.claimedPoints : 0;
}

/** What a commitment brings when it is kept, rounded down to whole points. */
export function bonusOf({ points, bonusBps }: Pick<Stake, 'points' | 'bonusBps'>): number {
  return Number((BigInt(points) * BigInt(bonusBps)) / 10_000n);
}
