/** Enhanced status codes (RFC 3463) of mailboxes that are not there, and old replies without one. */
const NO_SUCH_MAILBOX = /\b5\.1\.[1236]\b|\b5\.2\.1\b|\b55[013]\b(?![ -]5\.\d)/;

/** Whether a server's refusal means that the address will never work, as against this one mail. */
export function isHardBounce(reply: string): boolean {
  return NO_SUCH_MAILBOX.test(reply);
}
