import { Injectable, Logger } from '@nestjs/common';
import { Unavailable } from '../../../kernel/errors';
import { Database } from '../../../platform/database/database';
import { Outbox } from '../../../platform/queue/outbox';
import type { DocumentStatus } from '../document';
import { DocumentStatusChanged } from '../documents.events';
import {
  type BegunFile,
  ProcessedVersionsRepository,
  type StepEnd,
} from './processed-versions.repository';

/** A file that so many workers began with without ending is given up. */
const MOST_BEGINNINGS = 8;

/** A step that a file takes from one status to the next. */
export interface FileStep {
  readonly from: DocumentStatus;
  /** The work outside of the database, done once for each beginning. */
  readonly work: (file: BegunFile) => Promise<StepEnd>;
  /** What else belongs to this end; runs in its transaction. */
  readonly keep: (file: BegunFile, end: StepEnd) => Promise<void>;
  /** How it ends when it cannot be carried out. */
  readonly failure: StepEnd;
}

/** Carries out steps of files. It may be called twice for one, also at once: one end is stored. */
@Injectable()
export class FileSteps {
  private readonly logger = new Logger(FileSteps.name);

  constructor(
    private readonly database: Database,
    private readonly versions: ProcessedVersionsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws Unavailable when something that it needs is away; the file waits where it is. */
  async run(file: BegunFile, step: FileStep): Promise<void> {
    const end = await this.endOf(file, step);
    await this.database.transaction(async () => {
      if (!(await this.versions.end(file, step.from, end))) return;
      await step.keep(file, end);
      await this.outbox.publish(
        new DocumentStatusChanged({
          documentId: file.documentId,
          studentUuid: file.ownerUuid,
          version: file.number,
          status: end.status,
        }),
      );
    });
  }

  private async endOf(file: BegunFile, step: FileStep): Promise<StepEnd> {
    if (file.beginnings > MOST_BEGINNINGS) {
      this.logger.error(`File ${file.id}: no worker lives through ${step.from}`);
      return step.failure;
    }
    try {
      return await step.work(file);
    } catch (error) {
      if (error instanceof Unavailable) await this.versions.postpone(file);
      throw error;
    }
  }
}
