import type { ReportName } from '../reports/report-tables.service';

/** How often: of each day, week (Monday to Sunday) or calendar month. */
export const MAIL_FREQUENCIES = ['daily', 'weekly', 'monthly'] as const;
export type MailFrequency = (typeof MAIL_FREQUENCIES)[number];

/** What a person wants to be sent. */
export interface ReportMailWish {
  readonly report: ReportName;
  readonly frequency: MailFrequency;
  /** Null for everything together. */
  readonly courseId: number | null;
}

/** A report that a person gets by mail. */
export interface ReportMail extends ReportMailWish {
  readonly id: number;
  readonly isPaused: boolean;
  /** `YYYY-MM-DD`: the last day that needs no mail any more. */
  readonly mailedThrough: string;
  readonly createdAt: Date;
}

/** What a person changes; what is absent stays. */
export interface ReportMailChanges {
  readonly frequency?: MailFrequency;
  readonly isPaused?: boolean;
}
