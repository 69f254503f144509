export const ERASURE_REASONS = [
  'own_request',
  'admin_request',
  'consent_refused',
  'consent_revoked',
  'consent_missing',
] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];

export const ERASURE_STATUSES = ['waiting', 'running', 'parting', 'done', 'cancelled'] as const;
type ErasureStatus = (typeof ERASURE_STATUSES)[number];

/** The removal of everything that is held on a person. */
export interface Erasure {
  readonly id: string;
  /** Null once the account is gone. */
  readonly userId: number | null;
  readonly reason: ErasureReason;
  readonly status: ErasureStatus;
  readonly requestedAt: Date;
  /** Until then it can be cancelled. */
  readonly dueAt: Date;
  /** Parts outside the tables that are done. */
  readonly partsDone: readonly string[];
  /** Where the last mail goes, until it has left. */
  readonly partingAddress: string | null;
}
