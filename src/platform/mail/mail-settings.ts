import type { MailSender } from '../config/smtp-access';

/** The mail server to hand mails to. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server has it. */
  readonly secure: boolean;
  /** With credentials nothing is sent without TLS. */
  readonly credentials: { readonly user: string; readonly password: string } | null;
  /** The operator named it in the environment: it may be in a private network. */
  readonly isTrusted: boolean;
}

/** How mails are sent at present. */
export interface MailSettingsNow {
  /** Null: mails are written to a folder. */
  readonly server: SmtpServer | null;
  readonly from: MailSender;
  readonly replyTo: string | null;
}

/** Knows how mails are sent; asked for each mail, so that a change acts without a restart. */
export interface MailSettings {
  current(): Promise<MailSettingsNow>;
}

/** The injection token of the {@link MailSettings}; the domain binds it. */
export const MAIL_SETTINGS = Symbol('mail settings');
