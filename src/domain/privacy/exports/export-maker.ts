import { Injectable, Logger } from '@nestjs/common';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { PersonalRowsRepository } from '../map/personal-rows.repository';
import { MAKE_EXPORT } from '../privacy.jobs';
import { DataExportsRepository } from './data-exports.repository';
import { zipOf } from './export-archive';
import { ExportArchives } from './export-archives.service';
import { ExportContents } from './export-contents.service';
import { ExportEnding } from './export-ending.service';

/** An export that so many workers began without ending it is given up. */
const MOST_BEGINNINGS = 4;

/** Writes archives. It may be called twice for an export: the second archive replaces the first. */
@Injectable()
export class ExportMaker {
  private readonly logger = new Logger(ExportMaker.name);

  constructor(
    private readonly exports: DataExportsRepository,
    private readonly contents: ExportContents,
    private readonly archives: ExportArchives,
    private readonly rows: PersonalRowsRepository,
    private readonly ending: ExportEnding,
  ) {}

  @OnJob(MAKE_EXPORT)
  async make({ exportId }: { exportId: string }): Promise<void> {
    const beginnings = await this.exports.begin(exportId);
    const wanted = beginnings === null ? null : await this.exports.find(exportId);
    const person = wanted === null ? null : await this.rows.findPerson(wanted.userId);
    if (beginnings === null || person === null) return;
    try {
      const byteLength = await this.archives.keep(exportId, zipOf(this.contents.of(person)));
      await this.ending.succeed(exportId, person.id, byteLength);
    } catch (error) {
      this.logger.error({ err: error }, `Export ${exportId} failed`);
      if (beginnings < MOST_BEGINNINGS) throw error;
      await this.ending.fail(exportId, person.id);
    }
  }
}
