/** What was looked at in a run. */
export interface ReconciliationCounts {
  readonly subscriptions: number;
  readonly invoices: number;
  readonly refunds: number;
  readonly checkouts: number;
}

/** A comparison of what we hold with what Stripe holds. */
export interface Reconciliation {
  readonly id: string;
  readonly status: 'queued' | 'running' | 'done' | 'failed';
  readonly checked: ReconciliationCounts;
  /** Ids at Stripe of what was different, and is right now. */
  readonly repaired: readonly string[];
  /** The code of the error that ended it; null unless it failed. */
  readonly error: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}
