import type { JsonValue } from '../../kernel/json';
import type { EmailCategory } from './email-category';
import type { EmailTemplateName } from './email-template-name';

/** Values for a template's placeholders. */
export type EmailVariables = Readonly<Record<string, JsonValue>>;

/** Whom a mail goes to: the address that a person has when it is sent, or an address. */
export type EmailRecipient =
  | { readonly userId: number }
  | { readonly address: string; readonly name?: string };

/** What a mail says: a template with values, or words of a person's own. */
export type EmailContent =
  | { readonly template: EmailTemplateName; readonly variables: EmailVariables }
  | { readonly subject: string; readonly body: string };

/** A mail to be queued. */
export interface NewEmail {
  /** Names the occasion; a second mail with the same key is the first. At most 200 characters. */
  readonly key: string;
  readonly recipient: EmailRecipient;
  /** Another person whom the mail names or whose account its link is for; null for nobody. */
  readonly aboutId: number | null;
  readonly content: EmailContent;
  readonly category: EmailCategory;
  readonly priority: number;
  /** Null: at once. */
  readonly sendAt: Date | null;
  /** The person who sends it; null for mail that the program writes. */
  readonly senderId: number | null;
}

/** The states of a mail on its way. */
export const EMAIL_STATUSES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'failed',
  'cancelled',
  'suppressed',
] as const;
export type EmailStatus = (typeof EMAIL_STATUSES)[number];
