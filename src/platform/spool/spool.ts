import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../config/configuration';

/** What a process that was killed left behind is removed when it is older than this. */
const FORGOTTEN_AFTER_MS = 3_600_000;

/** Where the bytes of one upload lie for as long as its request lasts. */
export interface SpooledBytes {
  readonly path: string;
  readonly byteLength: number;
}

/**
 * A folder of this machine for what arrives, so that an upload is never held in memory. Names in
 * it are made here, never by a client.
 */
@Injectable()
export class Spool implements OnModuleInit {
  private readonly logger = new Logger(Spool.name);
  private readonly folder: string;

  constructor(@Inject(CONFIGURATION) configuration: Configuration) {
    this.folder = join(configuration.dataFolder, 'spool');
  }

  /** Removes what a killed process left behind. */
  async onModuleInit(): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => null);
      if (found !== null && Date.now() - found.mtimeMs > FORGOTTEN_AFTER_MS) {
        await this.discard(path);
      }
    }
  }

  /** Writes a stream down; when it breaks, nothing of it stays. */
  async receive(stream: Readable): Promise<SpooledBytes> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, randomUUID());
    const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    try {
      await pipeline(stream, file);
    } catch (error) {
      await this.discard(path);
      throw error;
    }
    return { path, byteLength: file.bytesWritten };
  }

  /** Removes a file of the spool; one that is gone already, moved away for instance, is fine. */
  async discard(path: string): Promise<void> {
    await rm(path, { force: true }).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'A spooled file could not be removed.');
    });
  }
}
