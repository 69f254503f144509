import { randomBytes } from 'node:crypto';
import { chown, link, rename, rm, writeFile } from 'node:fs/promises';
import type { ServerAccount } from './vendor-tool';

const PRIVATE = 0o600;
const PUBLIC = 0o644;

/**
 * Writes a file that only its owner can read, whole or not at all: a crash in between leaves the
 * old one, and a link that somebody put in its place is replaced, never followed.
 *
 * @param account who shall own the file; null leaves it to this process.
 */
export async function replacePrivateFile(
  path: string,
  text: string,
  account: ServerAccount | null,
): Promise<void> {
  const draft = await writeDraft(path, text, PRIVATE);
  try {
    if (account !== null) await chown(draft, account.uid, account.gid);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** The same for a file that everybody may read. */
export async function replacePublicFile(path: string, text: string): Promise<void> {
  await rename(await writeDraft(path, text, PUBLIC), path);
}

/** Writes a file that everybody may read, unless there is one; it is never seen half-written. */
export async function createPublicFile(path: string, text: string): Promise<'created' | 'exists'> {
  const draft = await writeDraft(path, text, PUBLIC);
  try {
    await link(draft, path);
    return 'created';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return 'exists';
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDraft(path: string, text: string, mode: number): Promise<string> {
  const draft = `${path}.draft-${randomBytes(6).toString('hex')}`;
  await writeFile(draft, text, { flag: 'wx', mode, flush: true });
  return draft;
}
