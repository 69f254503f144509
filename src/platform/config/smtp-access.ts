import { isAddress } from '../mail/mail-address';

/** A mail server and how to sign in there. */
export interface SmtpAccess {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise by STARTTLS where the server has it. */
  readonly secure: boolean;
  readonly user: string | null;
  readonly password: string | null;
}

/** Somebody to write as. */
export interface MailSender {
  readonly name: string;
  readonly address: string;
}

/** The port of mail with TLS from the first byte. */
export const PORT_WITH_TLS = 465;
const SUBMISSION_PORT = 587;

/** Reads `smtp://user:password@host:587` or `smtps://…`; null for anything else. */
export function parseSmtpUrl(text: string): SmtpAccess | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') return null;
  try {
    const isTls = url.protocol === 'smtps:';
    const port = Number(url.port) || (isTls ? PORT_WITH_TLS : SUBMISSION_PORT);
    return {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port,
      secure: isTls || port === PORT_WITH_TLS,
      user: decodeURIComponent(url.username) || null,
      password: decodeURIComponent(url.password) || null,
    };
  } catch {
    return null;
  }
}

/** Reads `Trellis <no-reply@example.com>` or the address alone; null for anything else. */
export function parseMailSender(text: string): MailSender | null {
  const [, name = '', bracketed] = /^(?:"?([^"<>]*?)"?\s*)<([^<>]*)>$/.exec(text.trim()) ?? [];
  const address = (bracketed ?? text).trim();
  return isAddress(address) ? { name: name.trim(), address } : null;
}
