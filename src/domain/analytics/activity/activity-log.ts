import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import type { ActivityEvent } from './activity-event';
import { ActivityLogRepository } from './activity-log.repository';

/** Events that one statement writes at most. */
const BATCH = 5_000;

/** The one writer of activity events. */
@Injectable()
export class ActivityLog {
  /** Months (`YYYY-MM` of UTC) that are known to have a partition. */
  private readonly months = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly rows: ActivityLogRepository,
  ) {}

  /**
   * Writes events down, in the open transaction if there is one. Those that are there already
   * (same key, same moment) and those of unknown people are left out.
   *
   * @returns how many were new.
   */
  async append(events: readonly ActivityEvent[]): Promise<number> {
    if (events.length === 0) return 0;
    await this.ensurePartitions(events);
    return this.database.transaction(async () => {
      let added = 0;
      for (let from = 0; from < events.length; from += BATCH) {
        added += await this.rows.add(events.slice(from, from + BATCH));
      }
      return added;
    });
  }

  /** A partition that an open transaction makes may be undone with it, and is not remembered. */
  private async ensurePartitions(events: readonly ActivityEvent[]): Promise<void> {
    const months = new Set(events.map(({ occurredAt }) => occurredAt.toISOString().slice(0, 7)));
    const missing = [...months.difference(this.months)].toSorted();
    if (missing.length === 0) return;
    const isJoining = this.database.manager.queryRunner !== undefined;
    await this.rows.ensurePartitions(missing);
    if (isJoining) return;
    for (const month of missing) this.months.add(month);
  }
}
