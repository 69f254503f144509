import { createHash } from 'node:crypto';
import nodemailer from 'nodemailer';
import { isAddress, isOneLine } from './mail-address';
import { MailRefused } from './mail.errors';
import type { Mail } from './mailer';
import type { MailSettingsNow } from './mail-settings';

/** A mail as it goes over the wire. */
export interface ComposedMail {
  /** 32 hex digits made of the mail's key: the same for each try. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Headers and body, lines ended by CR LF. */
  readonly message: Buffer;
}

const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,75}$/;
const LONGEST_HEADER = 4_096;
/** These are written here; a second one could bring in other recipients or another content. */
const OWN_HEADERS =
  /^(?:from|sender|to|cc|bcc|reply-to|subject|date|message-id|return-path|mime-version|content-.*|resent-.*)$/i;

/** Writes mails out as RFC 5322 messages that carry what they were given and nothing more. */
export class MailComposer {
  readonly #transport = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
  });

  /** @param domain stands behind the `@` of message ids. */
  constructor(private readonly domain: string) {}

  /**
   * Writes the mail out. Its Message-ID follows from its key alone, so that a mail which arrives
   * twice is recognised as one.
   *
   * @throws MailRefused for an address or a header that no mail can have.
   */
  async compose(
    mail: Mail,
    { from, replyTo }: Pick<MailSettingsNow, 'from' | 'replyTo'>,
  ): Promise<ComposedMail> {
    const headers = mail.headers ?? {};
    refuseUnsafe(mail, headers);
    const id = mailId(mail.key);
    const { message } = await this.#transport.sendMail({
      from: { name: from.name, address: from.address },
      to: { name: '', address: mail.to },
      ...(replyTo === null ? {} : { replyTo: { name: '', address: replyTo } }),
      envelope: { from: from.address, to: [mail.to] },
      messageId: `<${id}@${this.domain}>`,
      subject: mail.subject,
      text: mail.text,
      ...(mail.html === undefined ? {} : { html: mail.html }),
      headers: { ...headers },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return { id, from: from.address, to: mail.to, message: message as Buffer };
  }
}

/** How a mail with this key is called on the way and in the mailbox: 32 hex digits. */
export function mailId(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

function refuseUnsafe(mail: Mail, headers: Readonly<Record<string, string>>): void {
  if (!isAddress(mail.to)) throw new MailRefused('The recipient is not one mail address.');
  if (!isOneLine(mail.subject)) throw new MailRefused('The subject has more than one line.');
  for (const [name, value] of Object.entries(headers)) {
    if (!HEADER_NAME.test(name) || OWN_HEADERS.test(name)) {
      throw new MailRefused('A header has a name that it may not have.');
    }
    if (!isOneLine(value) || value.length > LONGEST_HEADER) {
      throw new MailRefused('A header has more than one line or is too long.');
    }
  }
}
