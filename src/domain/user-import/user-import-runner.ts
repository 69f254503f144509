import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { OnJob } from '../../platform/queue/on-job.decorator';
import { Outbox } from '../../platform/queue/outbox';
import { ImportBatches } from './import-batches';
import { ImportFilesRepository } from './import-files.repository';
import type { PhoneCountry } from './person/phone-number';
import { rosterBatches } from './roster-rows';
import { RESUME_USER_IMPORTS, RUN_USER_IMPORT } from './user-import.jobs';
import type { UserImport } from './user-import';
import { UserImportsRepository } from './user-imports.repository';

/** Rows that one transaction imports: few, so that what they need is soon garbage again. */
const BATCH_ROWS = 250;
/** Thousands of mails are not to be written while thousands of rows are. */
const INVITED_AFTER_MS = 120_000;
/** An import that so many workers began without ending it is given up. */
const MOST_BEGINNINGS = 20;
const LOOKS = 40;
const PAUSE_MS = 500;
const FORGOTTEN_SECONDS = 60;

/**
 * Carries out imports that take longer than a request may. It may be called twice for an import,
 * also at once, and be killed anywhere: each row is imported once and counted once.
 */
@Injectable()
export class UserImportRunner implements OnModuleDestroy {
  private readonly logger = new Logger(UserImportRunner.name);
  private isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly imports: UserImportsRepository,
    private readonly files: ImportFilesRepository,
    private readonly batches: ImportBatches,
    private readonly outbox: Outbox,
  ) {}

  /** Between two batches an import is handed over, so that a worker can stop. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  @OnJob(RUN_USER_IMPORT)
  async run({ importId }: { importId: string }): Promise<void> {
    const fence = await this.begin(importId);
    if (fence === null) return;
    const wanted = (await this.imports.find(importId)) as UserImport;
    try {
      if (fence > MOST_BEGINNINGS) throw new Error('no worker lives through this import');
      await this.carryOut(wanted, fence);
    } catch (error) {
      this.logger.error({ err: error }, `The import ${importId} was interrupted.`);
      if (fence <= MOST_BEGINNINGS) {
        await this.imports.release(importId, fence);
        throw error;
      }
      await this.end(importId, 'failed', fence);
    }
  }

  @OnJob(RESUME_USER_IMPORTS)
  async resume(): Promise<void> {
    for (const importId of await this.imports.listForgotten(FORGOTTEN_SECONDS)) {
      await this.outbox.enqueue(RUN_USER_IMPORT, { importId });
    }
  }

  /** Waits for a worker that holds it: it ends the import, or stops holding it. */
  private async begin(importId: string): Promise<number | null> {
    for (let look = 0; look < LOOKS; look += 1) {
      const fence = await this.imports.begin(importId);
      if (fence !== null) return fence;
      const wanted = await this.imports.find(importId);
      if (wanted?.status !== 'queued' && wanted?.status !== 'running') return null;
      await sleep(PAUSE_MS);
    }
    throw new Error(`Another worker holds the import ${importId}.`);
  }

  private async carryOut(wanted: UserImport, fence: number): Promise<void> {
    const batches = rosterBatches(
      this.files.read(wanted.id),
      wanted.country as PhoneCountry,
      wanted.rowsRead,
      BATCH_ROWS,
    );
    for await (const rows of batches) {
      const invitedAt = new Date(Date.now() + INVITED_AFTER_MS);
      if (!(await this.batches.commit(wanted, fence, rows, invitedAt))) return;
      if (this.isStopping) return this.handOver(wanted.id, fence);
    }
    await this.end(wanted.id, 'success', fence);
  }

  private async handOver(importId: string, fence: number): Promise<void> {
    await this.database.transaction(async () => {
      await this.imports.release(importId, fence);
      await this.outbox.enqueue(RUN_USER_IMPORT, { importId });
    });
  }

  private async end(importId: string, status: 'success' | 'failed', fence: number): Promise<void> {
    await this.database.transaction(async () => {
      if (await this.batches.end(importId, status, fence)) await this.files.remove(importId);
    });
  }
}
