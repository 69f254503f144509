import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { Spool } from '../../../platform/spool/spool';
import { FILE_STORAGE, type FileStorage } from '../../../platform/storage/storage';
import { archiveKey } from './data-export';

/** Archives in the store. */
@Injectable()
export class ExportArchives {
  constructor(
    private readonly spool: Spool,
    @Inject(FILE_STORAGE) private readonly storage: FileStorage,
  ) {}

  /** Keeps an archive in place of an earlier one. @returns its length in bytes. */
  async keep(exportId: string, archive: Readable): Promise<number> {
    const { path, byteLength } = await this.spool.receive(archive);
    try {
      await this.storage.put(archiveKey(exportId), createReadStream(path), byteLength);
      return byteLength;
    } finally {
      await this.spool.discard(path);
    }
  }

  read(exportId: string): Promise<Readable> {
    return this.storage.read(archiveKey(exportId));
  }

  /** Removes an archive; one that is gone already is fine. */
  remove(exportId: string): Promise<void> {
    return this.storage.remove(archiveKey(exportId));
  }
}
