import { DomainError } from '../../kernel/errors';
import { PrivateAddressRefused } from '../network/network.errors';
import { MailRefused, MailUndelivered } from './mail.errors';

/** What an error of a connection to a mail server may carry. */
interface SmtpError extends Error {
  readonly code?: string;
  readonly originalCode?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

/** Servers refuse a sender who didn't sign in with it: a fault of the settings, not of the mail. */
const SIGN_IN_NEEDED = new Set([530, 534, 535, 538]);
const LONGEST_WORDS = 200;

/**
 * The failure of a delivery in the terms of this house: refused for good when the server said so of
 * this very mail (5xx to its addresses or content, or too large), undelivered for everything else.
 */
export function mailFault(error: unknown): DomainError {
  if (error instanceof PrivateAddressRefused) {
    return new MailUndelivered(`The mail server is not called. ${error.message}`, { cause: error });
  }
  if (error instanceof DomainError) return error;
  const { code, originalCode, response, responseCode = 0 } = error as SmtpError;
  const isOfThisMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (isOfThisMail && !SIGN_IN_NEEDED.has(responseCode)) {
    if (response === undefined) return new MailRefused('The server takes no mail like this.');
    if (responseCode >= 500) return new MailRefused(words(response));
  }
  const why = response === undefined ? reason(code, originalCode) : `It said: ${words(response)}`;
  return new MailUndelivered(`The mail server cannot take the mail now. ${why}`, {
    cause: withoutAddresses(error as SmtpError),
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EAUTH: 'It did not accept the user and the password.',
  ECONNECTION: 'The connection was closed.',
  EDNS: 'Its name cannot be resolved.',
  ENOTFOUND: 'Its name cannot be resolved.',
  EAI_AGAIN: 'Its name cannot be resolved at present.',
  ECONNREFUSED: 'It refuses connections.',
  ECONNRESET: 'The connection was closed.',
  ETIMEDOUT: 'It did not answer in time.',
  ETLS: 'An encrypted connection could not be made.',
};

/** OpenSSL's and Node's names of what is wrong with a certificate. */
const OF_CERTIFICATES = /CERT|ALTNAME|ISSUER/;

function reason(...codes: readonly (string | undefined)[]): string {
  if (codes.some((code) => code && OF_CERTIFICATES.test(code))) {
    return 'Its certificate is not trusted.';
  }
  const known = codes.map((code) => code && REASONS[code]).filter(Boolean);
  return known.at(-1) ?? 'It cannot be reached.';
}

/** A server repeats addresses in its replies; they are nothing for logs and error texts. */
function words(text: string): string {
  return text
    .replace(/<?[^\s<>]*@[^\s<>]*>?/g, '[address]')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .slice(0, LONGEST_WORDS);
}

/** The library's error without its properties: `recipient`, `rejected` and the like hold addresses. */
function withoutAddresses({ name, message, code }: SmtpError): Error {
  return Object.assign(new Error(words(message)), { name, code });
}
