import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { Outbox } from '../../../platform/queue/outbox';
import { OutgoingEmails } from '../../email/outgoing-emails.service';
import { RetentionPeriods } from '../retention/retention-periods';
import { DataExportsRepository } from './data-exports.repository';
import { ExportArchives } from './export-archives.service';
import { ExportCompleted } from './exports.events';

/** How exports end: told by mail, and removed when their days are over. */
@Injectable()
export class ExportEnding {
  constructor(
    private readonly database: Database,
    private readonly exports: DataExportsRepository,
    private readonly archives: ExportArchives,
    private readonly emails: OutgoingEmails,
    private readonly periods: RetentionPeriods,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Marks the export as done and writes to its person. The archives before it go: however often
   * somebody asks, one of them takes up room. An archive whose person was erased while it was made
   * is removed again.
   */
  async succeed(exportId: string, userId: number, byteLength: number): Promise<void> {
    const { exportDays } = await this.periods.current();
    const isKept = await this.database.transaction(async () => {
      if (!(await this.exports.finish(exportId, byteLength, exportDays))) return false;
      await this.emails.queue({
        key: `export-ready-${exportId}`,
        template: 'export-ready',
        to: { userId },
        variables: { days: exportDays },
      });
      await this.outbox.publish(new ExportCompleted({ exportId, userId, status: 'done' }));
      return true;
    });
    const isThere = (await this.exports.find(exportId)) !== null;
    if (!isKept && !isThere) await this.archives.remove(exportId);
    if (isKept) await this.removeAll(await this.exports.listReplacedBy(exportId));
  }

  /** Gives an export up. One that has ended meanwhile stays as it is. */
  async fail(exportId: string, userId: number): Promise<void> {
    await this.database.transaction(async () => {
      if (!(await this.exports.fail(exportId))) return;
      await this.outbox.publish(new ExportCompleted({ exportId, userId, status: 'failed' }));
    });
  }

  /** Removes archives that are past their time. @returns how many. */
  async removeExpired(most: number): Promise<number> {
    const expired = await this.exports.listExpired(most);
    await this.removeAll(expired);
    return expired.length;
  }

  /** Removes every archive of a person. */
  async removeAllOf(userId: number): Promise<void> {
    for (const id of await this.exports.idsOf(userId)) await this.archives.remove(id);
  }

  private async removeAll(exports: readonly { readonly id: string }[]): Promise<void> {
    for (const { id } of exports) {
      await this.archives.remove(id);
      await this.exports.markExpired(id);
    }
  }
}
