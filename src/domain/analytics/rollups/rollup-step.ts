/** Which events become rows of which generation. */
export interface RollupStep {
  readonly generation: number;
  readonly timeZone: string;
  /** The events recorded before are in already; '0' for none. */
  readonly settledBefore: string;
  /** Those recorded before this transaction come in. */
  readonly settlingBefore: string;
}

/** Somebody whose figures change, and since when; as text, since infinity is among them. */
export interface ChangedPerson {
  readonly userId: number;
  readonly fromMoment: string;
  /** How many events have to be read for it. */
  readonly events: number;
}
