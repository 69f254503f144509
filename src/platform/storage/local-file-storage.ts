import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, constants, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type OnModuleInit } from '@nestjs/common';
import { checkedKey, checkedPrefix } from './file-key';
import type { ByteRange, FileStorage, StoredFile } from './storage';
import { StorageUnavailable, StoredFileMissing } from './storage.errors';
import { CountedBytes } from './watched-stream';

const FOLDERS = { recursive: true, mode: 0o700 } as const;
/** Begins with what no key has, so that no listing shows it. */
const ARRIVING = '.arriving';
/** What a process that was killed left half-written is removed when it is older than this. */
const FORGOTTEN_AFTER_MS = 3_600_000;

/** Files in a folder of this machine. They appear whole, or not at all, also when power fails. */
export class LocalFileStorage implements FileStorage, OnModuleInit {
  constructor(private readonly folder: string) {}

  /** Removes what a killed process left half-written. */
  async onModuleInit(): Promise<void> {
    const folder = join(this.folder, ARRIVING);
    for (const name of await readdir(folder).catch(() => [])) {
      const found = await stat(join(folder, name)).catch(() => null);
      if (found !== null && Date.now() - found.mtimeMs > FORGOTTEN_AFTER_MS) {
        await rm(join(folder, name), { force: true }).catch(() => undefined);
      }
    }
  }

  async put(key: string, content: Readable, byteLength: number): Promise<void> {
    const path = this.pathOf(key);
    const arriving = join(this.folder, ARRIVING, randomUUID());
    try {
      await mkdir(dirname(arriving), FOLDERS);
      await mkdir(dirname(path), FOLDERS);
      // `flush` is an fsync before the file is closed.
      const file = createWriteStream(arriving, { flags: 'wx', mode: 0o600, flush: true });
      await pipeline(content, new CountedBytes(byteLength), file);
      await rename(arriving, path);
      await syncFolder(dirname(path));
    } catch (error) {
      content.destroy();
      await rm(arriving, { force: true }).catch(() => undefined);
      throw unavailable(error);
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const path = this.pathOf(key);
    const file = await open(path, 'r').catch((error: unknown) => {
      throw isAbsence(error) ? new StoredFileMissing({ cause: error }) : unavailable(error);
    });
    return createReadStream(path, {
      fd: file,
      ...(range === undefined ? {} : { start: range.first, end: range.last }),
    });
  }

  async remove(key: string): Promise<void> {
    try {
      await rm(this.pathOf(key), { force: true });
    } catch (error) {
      if (!isAbsence(error)) throw unavailable(error);
    }
  }

  async *list(prefix: string): AsyncIterable<StoredFile> {
    yield* this.filesUnder(checkedPrefix(prefix));
  }

  async probe(): Promise<void> {
    try {
      await mkdir(this.folder, FOLDERS);
      await access(this.folder, constants.R_OK | constants.W_OK);
    } catch (error) {
      throw unavailable(error);
    }
  }

  private async *filesUnder(prefix: string): AsyncIterable<StoredFile> {
    const folder = join(this.folder, prefix);
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      if (isAbsence(error)) return [];
      throw unavailable(error);
    });
    for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
      const key = `${prefix}${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) yield* this.filesUnder(`${key}/`);
      const found = entry.isFile() ? await stat(join(this.folder, key)).catch(() => null) : null;
      if (found !== null) yield { key, byteLength: found.size };
    }
  }

  private pathOf(key: string): string {
    return join(this.folder, ...checkedKey(key).split('/'));
  }
}

/** So that a file's name outlives a power cut as its bytes do; some systems cannot do this. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

function isAbsence(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function unavailable(error: unknown): Error {
  // A stream that breaks off or is not as long as said is the giver's fault, not the disk's.
  const { code } = error as { code?: unknown };
  const isOfDisk = typeof code === 'string' && /^E[A-Z]+$/.test(code);
  return isOfDisk ? new StorageUnavailable(undefined, { cause: error }) : (error as Error);
}
