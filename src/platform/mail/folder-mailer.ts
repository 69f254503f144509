import { access, constants, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { ComposedMail } from './mail-composer';
import type { MailDriver } from './mail-driver';
import { MailUndelivered } from './mail.errors';

/** Writes each mail as a file that any mail program opens, and says so in the log. */
export class FolderMailer implements MailDriver {
  private readonly logger = new Logger(FolderMailer.name);

  constructor(private readonly folder: string) {}

  async deliver(mail: ComposedMail): Promise<void> {
    const name = `${mail.id}.eml`;
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(join(this.folder, name), mail.message, { mode: 0o600 });
    } catch (error) {
      throw new MailUndelivered('The mailbox folder cannot be written.', { cause: error });
    }
    this.logger.log(`A mail is in the mailbox as ${name}`);
  }

  async probe(): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
      await access(this.folder, constants.W_OK);
    } catch (error) {
      throw new MailUndelivered('The mailbox folder cannot be written.', { cause: error });
    }
  }

  close(): void {
    // Nothing is held open between two files.
  }
}
