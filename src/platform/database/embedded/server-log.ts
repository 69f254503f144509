import { appendFile, chown, open, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Placement } from './placement';

const NAME = 'postgres.log';
const MOST_BYTES = 64 * 1024;
const LAST_LINES = 12;

/** The log of one server, as its operator finds it: always at `postgres.log` in the data folder. */
export class ServerLog {
  /** Where the server writes. */
  readonly path: string;
  private readonly shownPath: string;

  constructor(private readonly placement: Placement) {
    this.path = join(placement.home, NAME);
    this.shownPath = join(placement.dataFolder, NAME);
  }

  /** Makes sure that the server's account can write the log. */
  async prepare(): Promise<void> {
    await appendFile(this.path, '', { mode: 0o600 });
    const { account } = this.placement;
    if (account !== null) await chown(this.path, account.uid, account.gid);
    if (this.path === this.shownPath) return;
    await symlink(this.path, this.shownPath).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }

  /** Adds what a tool said that writes no log of its own. */
  async append(text: string): Promise<void> {
    await appendFile(this.path, `${text}\n`);
  }

  /** How many bytes the log has now. */
  async size(): Promise<number> {
    return (await stat(this.path)).size;
  }

  /** What was written since the log had this size; of much, the end. */
  async since(size: number): Promise<string> {
    const file = await open(this.path, 'r');
    try {
      const end = (await file.stat()).size;
      const start = Math.max(size, end - MOST_BYTES);
      const buffer = Buffer.alloc(Math.max(0, end - start));
      await file.read(buffer, 0, buffer.length, start);
      return buffer.toString('utf8');
    } finally {
      await file.close();
    }
  }

  /** The end of a text and where the rest is, for the message of an error. */
  excerpt(text: string): string {
    const lines = text.trim().split('\n').slice(-LAST_LINES).join('\n');
    return `${lines}\nThe whole log is ${this.shownPath}.`;
  }
}
