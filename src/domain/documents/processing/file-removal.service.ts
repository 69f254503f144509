import { Inject, Injectable } from '@nestjs/common';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { Outbox } from '../../../platform/queue/outbox';
import { FILE_STORAGE, type FileStorage } from '../../../platform/storage/storage';
import { REMOVE_DOCUMENT_FILES } from '../documents.jobs';
import { FileRemovalsRepository } from './file-removals.repository';

const AT_ONCE = 50;

/**
 * Removes files of the store. Which ones is written in the transaction that ends the need for them;
 * a file of which the store cannot be rid now stays on the list.
 */
@Injectable()
export class FileRemoval {
  constructor(
    private readonly removals: FileRemovalsRepository,
    private readonly outbox: Outbox,
    @Inject(FILE_STORAGE) private readonly storage: FileStorage,
  ) {}

  /** Notes a file for removal. Call it in the transaction that ends the need for it. */
  async request(fileKey: string): Promise<void> {
    await this.removals.request(fileKey);
    await this.wake();
  }

  /** Has the noted files removed soon. */
  async wake(): Promise<void> {
    await this.outbox.enqueue(REMOVE_DOCUMENT_FILES, {});
  }

  /** The same when there is anything noted. */
  async wakeIfNeeded(): Promise<void> {
    if ((await this.removals.list(1)).length > 0) await this.wake();
  }

  /** @throws StorageUnavailable; what is not removed by then stays on the list. */
  @OnJob(REMOVE_DOCUMENT_FILES)
  async removeNoted(): Promise<void> {
    for (;;) {
      const keys = await this.removals.list(AT_ONCE);
      if (keys.length === 0) return;
      for (const key of keys) {
        await this.storage.remove(key);
        await this.removals.settle(key);
      }
    }
  }
}
