import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { Outbox } from '../../../platform/queue/outbox';
import { Settings } from '../../settings/settings.service';
import { EXTRACT_DOCUMENT, SCAN_DOCUMENT, SWEEP_DOCUMENTS } from '../documents.jobs';
import { DocumentPurge } from './document-purge.service';
import { ProcessedVersionsRepository } from './processed-versions.repository';

const AT_ONCE = 200;

/** Sees to it that no file waits for ever, and that nothing stays that is over. */
@Injectable()
export class DocumentSweep {
  constructor(
    private readonly database: Database,
    private readonly versions: ProcessedVersionsRepository,
    private readonly purge: DocumentPurge,
    private readonly outbox: Outbox,
    private readonly settings: Settings,
  ) {}

  /** Runs twice safely, also at once. */
  @OnJob(SWEEP_DOCUMENTS)
  async sweep(): Promise<void> {
    const { documents_deleted: restoreDays } = await this.settings.current('retention');
    await this.purge.purgeOver(restoreDays);
    await this.database.transaction(async () => {
      for (const { id: versionId, status } of await this.versions.takeDue(AT_ONCE)) {
        const job = status === 'clean' ? EXTRACT_DOCUMENT : SCAN_DOCUMENT;
        await this.outbox.enqueue(job, { versionId });
      }
    });
  }
}
