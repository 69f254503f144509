import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { DocumentsRepository } from '../documents.repository';
import { DocumentVersionsRepository } from '../document-versions.repository';
import { FileRemoval } from './file-removal.service';

/** Removes for good what was deleted long enough ago, and what never arrived. */
@Injectable()
export class DocumentPurge {
  constructor(
    private readonly database: Database,
    private readonly documents: DocumentsRepository,
    private readonly versions: DocumentVersionsRepository,
    private readonly removal: FileRemoval,
  ) {}

  /** Runs twice safely, also at once; files of the store go soon after. */
  purgeOver(restoreDays: number): Promise<void> {
    return this.database.transaction(async () => {
      await this.versions.discardAbandoned();
      await this.documents.purgeOver(restoreDays);
      await this.removal.wakeIfNeeded();
    });
  }
}
