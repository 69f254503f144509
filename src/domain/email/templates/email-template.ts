import type { JsonValue } from '../../../kernel/json';
import type { AccountTokenPurpose } from '../../auth/account-token';
import type { EmailTemplateName } from '../email-template-name';

/** A mail's words with placeholders in Liquid. `html` is what stands inside the common frame. */
export interface EmailWording {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** A value that a template's placeholders may name. */
interface EmailVariable {
  readonly example: JsonValue;
  readonly description: string;
}

/** The page that a mail links to, with a token in the fragment. */
export interface EmailLink {
  readonly page: 'verify' | 'reset' | 'invitation' | 'consent' | 'withdrawal';
  readonly purpose: AccountTokenPurpose;
  /** For how long the link is good. */
  readonly hours: number;
}

/** One template: what it is for, what it needs, and the words that it starts with. */
export interface EmailTemplate {
  readonly name: EmailTemplateName;
  readonly description: string;
  /** Besides `name` (the recipient's), `product`, and `link` where there is one. */
  readonly variables: Readonly<Record<string, EmailVariable>>;
  readonly link?: EmailLink;
  readonly wording: EmailWording;
}
