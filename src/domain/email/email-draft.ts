import type { EmailVariables } from './email';
import type { EmailTemplateName } from './email-template-name';

/** Whom a person writes to. */
export type DraftRecipient = { readonly userUuid: string } | { readonly address: string };

/** What a person writes: a template with values, or their own words. */
export type DraftContent =
  | { readonly template: EmailTemplateName; readonly variables: EmailVariables }
  | { readonly subject: string; readonly body: string; readonly isTransactional: boolean };

/** A mail that somebody wants to be sent. */
export interface EmailDraft {
  readonly content: DraftContent;
  /** Null: at once. */
  readonly sendAt: Date | null;
  /** A second mail of the same person with the same word is the first. */
  readonly idempotencyKey: string | null;
}

/** What became of one recipient of many: queued as a mail, or why not. */
export type BulkResult =
  | { readonly recipient: DraftRecipient; readonly id: string }
  | {
      readonly recipient: DraftRecipient;
      readonly refusal: 'unknown_recipient' | 'repeated_recipient' | 'needs_an_account';
    };
