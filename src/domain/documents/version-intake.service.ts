import { Injectable } from '@nestjs/common';
import { TooLarge } from '../../kernel/errors';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { Settings } from '../settings/settings.service';
import { DocumentNotFound, QuotaExceeded } from './documents.errors';
import { SCAN_DOCUMENT } from './documents.jobs';
import { DocumentVersionsRepository, type NewVersion } from './document-versions.repository';
import { DocumentText } from './processing/document-text.service';
import { FileRemoval } from './processing/file-removal.service';

const MEGABYTE = 1_048_576;

/** Room for files, and what becomes of it when a file is stored or is not. */
@Injectable()
export class VersionIntake {
  constructor(
    private readonly database: Database,
    private readonly versions: DocumentVersionsRepository,
    private readonly text: DocumentText,
    private readonly removal: FileRemoval,
    private readonly outbox: Outbox,
    private readonly settings: Settings,
  ) {}

  /** @throws TooLarge for a file that is larger than the settings allow. */
  async refuseTooLarge(byteLength: number): Promise<void> {
    const { max_file_megabytes: most } = await this.settings.current('documents');
    if (byteLength > most * MEGABYTE) throw new TooLarge(`A document has at most ${most} MB.`);
  }

  /**
   * Makes sure that one more file of the student fits, until the transaction ends.
   *
   * @throws QuotaExceeded
   */
  async reserve(ownerId: number, byteLength: number): Promise<void> {
    const limits = await this.settings.current('documents');
    const { files, bytes } = await this.versions.holdUse(ownerId);
    const isTooMuch = bytes + byteLength > limits.quota_megabytes * MEGABYTE;
    if (isTooMuch || files + 1 > limits.max_files) {
      throw new QuotaExceeded(limits.quota_megabytes, limits.max_files);
    }
  }

  /** Writes down that the file is about to be stored. */
  insert(version: NewVersion): Promise<void> {
    return this.versions.insert(version);
  }

  /** The file is stored: the version is shown and scanned. @throws DocumentNotFound */
  async settle(ownerId: number, version: NewVersion): Promise<void> {
    const isKept = await this.database.transaction(async () => {
      const isStored = await this.versions.markStored(version.id);
      if (isStored) {
        await this.text.forget(ownerId, version.documentId);
        await this.outbox.enqueue(SCAN_DOCUMENT, { versionId: version.id });
      } else {
        // Deleted for good while the file was on its way.
        await this.removal.request(version.fileKey);
      }
      return isStored;
    });
    if (!isKept) throw new DocumentNotFound();
  }

  /** The file could not be stored: nothing of it stays, also not of a document that has no other. */
  discard(version: NewVersion): Promise<void> {
    return this.database.transaction(async () => {
      await this.versions.discard(version);
      await this.removal.request(version.fileKey);
    });
  }
}
