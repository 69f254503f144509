import type { EmailStatus } from './email';
import type { EmailCategory } from './email-category';

/** A mail as those who may know of it see it. */
export interface EmailMessage {
  readonly id: string;
  /** Whom it goes to: a person by their uuid, or an address. */
  readonly userUuid: string | null;
  readonly address: string | null;
  readonly template: string | null;
  readonly templateVersion: number | null;
  /** Of a mail in a person's own words. */
  readonly subject: string | null;
  readonly category: EmailCategory;
  readonly status: EmailStatus;
  readonly sendAt: Date;
  readonly attempts: number;
  /** A code, never words of a server and never an address. */
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}
