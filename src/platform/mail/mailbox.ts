import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../config/configuration';
import { mailId } from './mail-composer';

const MAIL_FILE = /^[0-9a-f]{32}\.eml$/;

/** The folder that mails are written to where no mail server is set. */
@Injectable()
export class Mailbox {
  /** Where the mails lie, one file each. */
  readonly folder: string;

  constructor(@Inject(CONFIGURATION) { dataFolder }: Configuration) {
    this.folder = join(dataFolder, 'mailbox');
  }

  /** Removes the mails with these keys, and every mail to this address. */
  async remove(keys: readonly string[], address: string): Promise<void> {
    const unwanted = new Set(keys.map((key) => `${mailId(key)}.eml`));
    for (const name of await this.files()) {
      const path = join(this.folder, name);
      if (unwanted.has(name) || (await this.isTo(path, address))) await rm(path, { force: true });
    }
  }

  private async files(): Promise<string[]> {
    const names = await readdir(this.folder).catch(nothingYet);
    return names.filter((name) => MAIL_FILE.test(name));
  }

  private async isTo(path: string, address: string): Promise<boolean> {
    const mail = await readFile(path, 'utf8').catch(() => '');
    const [head = ''] = mail.split('\r\n\r\n', 1);
    const to = /^To: *(?:\r\n[ \t])*(.*)\r?$/im.exec(head)?.[1] ?? '';
    return to.replace(/^<|>$/g, '').toLowerCase() === address.toLowerCase();
  }
}

/** Before its first mail there is no folder. */
function nothingYet(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
  throw error;
}
