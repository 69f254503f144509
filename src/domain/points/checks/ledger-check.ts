/** Something in the ledger that does not add up. */
export interface LedgerDifference {
  /** What was compared. */
  readonly check: 'balance' | 'transfer' | 'earned' | 'staked' | 'chain';
  /** The account, or the transfer. */
  readonly id: string;
  readonly kept: string;
  readonly computed: string;
}

/** One comparison of everything that is kept with what follows from the entries. */
export interface LedgerCheck {
  readonly checkedAt: Date;
  readonly accounts: number;
  readonly transfers: number;
  /** Of all balances; 0 when all is well. */
  readonly total: number;
  readonly differenceCount: number;
  /** The first hundred. */
  readonly differences: readonly LedgerDifference[];
}
