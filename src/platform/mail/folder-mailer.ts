import { createHash } from 'node:crypto';
import { access, constants, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import nodemailer from 'nodemailer';
import { MailUndelivered } from './mail.errors';
import type { Mail, Mailer } from './mailer';

/** Writes each mail as a file that any mail program opens, and says so in the log. */
export class FolderMailer implements Mailer {
  private readonly logger = new Logger(FolderMailer.name);
  private readonly composer = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
  });

  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {}

  async send(mail: Mail): Promise<void> {
    const { message } = await this.composer.sendMail({
      from: this.from,
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      ...(mail.html === undefined ? {} : { html: mail.html }),
      ...(mail.headers === undefined ? {} : { headers: { ...mail.headers } }),
    });
    const name = `${createHash('sha256').update(mail.key).digest('hex').slice(0, 32)}.eml`;
    await mkdir(this.folder, { recursive: true });
    await writeFile(join(this.folder, name), message as Buffer, { mode: 0o600 });
    this.logger.log(`Mail "${mail.subject}" is in the mailbox as ${name}`);
  }

  async probe(): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
      await access(this.folder, constants.W_OK);
    } catch (error) {
      throw new MailUndelivered('The mailbox folder cannot be written.', { cause: error });
    }
  }
}
