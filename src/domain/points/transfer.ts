/** The accounts of a person: what they can use, and what they have committed. */
export type PersonalAccount = 'available' | 'staked';

/** The accounts of the institution: where points come from, and where they go when nobody has them. */
export type InstitutionAccount = 'rewards' | 'yield' | 'forfeited';

/** One end of a transfer. */
export type AccountRef =
  | { readonly userId: number; readonly kind: PersonalAccount }
  | { readonly userId: null; readonly kind: InstitutionAccount };

/**
 * Points on their way between a person and the institution, or between two accounts of one person.
 * They never pass from one person to another: the database refuses it.
 */
export interface Transfer {
  /** The same for each repetition of the same move; unique over all transfers. */
  readonly key: string;
  /** Why, in lower snake case: `task_reward`, `stake`, `adjustment` … */
  readonly kind: string;
  /** What it is about: the id of a task or of a stake. Never words of people. */
  readonly reference: string;
  /** A further word of the program for why; never words of people. */
  readonly memo?: string;
  /** A whole number from 1 to {@link MOST_POINTS}. */
  readonly points: number;
  readonly from: AccountRef;
  readonly to: AccountRef;
  /** Who made it, where that is a person. */
  readonly createdBy?: number;
}

/** What became of a transfer. */
export interface Posted {
  readonly transferId: string;
  /** False when it had been made before. */
  readonly isNew: boolean;
}

/** Points that one move takes at most. */
export const MOST_POINTS = 1_000_000_000;
