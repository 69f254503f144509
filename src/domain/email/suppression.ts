/** Why an address gets no mail. */
export const SUPPRESSION_REASONS = ['bounce', 'complaint', 'unsubscribed', 'manual'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** An address that gets no mail. */
export interface Suppression {
  readonly id: string;
  readonly address: string;
  readonly reason: SuppressionReason;
  readonly createdAt: Date;
}
