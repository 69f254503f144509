import { createHash } from 'node:crypto';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFolderInUse, EmbeddedPostgresFailed } from './embedded-postgres.errors';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity';
import { createPublicFile, replacePublicFile } from './replace-file';

const CLAIM = 'owner.json';
const SUCCESSION = /^owner\.json(\.after-[0-9a-f]{12})+$/;

/** This process's hold on a folder. */
export interface FolderClaim {
  /** Lets another process have the folder. May be called again. */
  release(): Promise<void>;
}

/**
 * Makes this process the only owner of a folder until it releases it or dies. The claim of a
 * process that is gone is taken over.
 *
 * @throws DataFolderInUse when a live process, this one included, holds the folder.
 */
export async function claimFolder(folder: string): Promise<FolderClaim> {
  const mine = JSON.stringify(await identityOf(process.pid));
  const path = join(folder, CLAIM);
  await claim(path, mine, folder);
  await forgetSuccessions(folder);
  return {
    release: async () => {
      if ((await readIfThere(path)) === mine) await rm(path, { force: true });
    },
  };
}

/**
 * Deleting a dead owner's claim and writing one's own are two steps, and a second process could
 * come between them and lose its fresh claim to the first. So whoever wants to succeed a dead
 * owner first claims the succession to that very owner, by the same rule: a successor that dies
 * half-way has a successor too.
 */
async function claim(path: string, mine: string, folder: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if ((await createPublicFile(path, mine)) === 'created') return;
    const theirs = await readIfThere(path);
    if (theirs === null) continue;
    const owner = parseOwner(theirs);
    if (owner !== null && (await isAlive(owner))) throw new DataFolderInUse(folder, owner.pid);
    const succession = `${path}.after-${fingerprint(theirs)}`;
    await claim(succession, mine, folder);
    const unchanged = (await readIfThere(path)) === theirs;
    if (unchanged) await replacePublicFile(path, mine);
    await rm(succession, { force: true });
    if (unchanged) return;
  }
  throw new EmbeddedPostgresFailed(`Could not claim ${folder}: ${path} keeps changing.`);
}

/** Whoever died during a succession left its claim to it; once the folder is ours it is void. */
async function forgetSuccessions(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => SUCCESSION.test(name));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

function parseOwner(text: string): ProcessIdentity | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value)) return null;
    const startedAt = 'startedAt' in value ? value.startedAt : null;
    return {
      pid: Number(value.pid),
      startedAt: typeof startedAt === 'string' ? startedAt : null,
    };
  } catch {
    return null;
  }
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}
