import { Injectable } from '@nestjs/common';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { ActivityLog } from './activity-log';
import { ActivitySink } from './activity-sink.service';
import { BACKFILL_ACTIVITY } from './activity.jobs';
import { EARLIER_ROWS, type EarlierRows } from './earlier-rows';
import { type EarlierRow, EarlierRowsRepository } from './earlier-rows.repository';

const BATCH = 2_500;
/** Rows so young are left to the second time. */
const MARGIN_MS = 10 * 60_000;
/** After so long nothing of an earlier release runs any more; then rows are read a second time. */
const SECOND_TIME_MS = 86_400_000;

/**
 * Writes down what people did before there were events, as far as rows of earlier releases tell it:
 * at the first start, and once more a day later for what an old process did meanwhile. What an
 * event tells already is left out, so that any number of times comes to the same.
 */
@Injectable()
export class ActivityBackfill {
  constructor(
    private readonly rows: EarlierRowsRepository,
    private readonly log: ActivityLog,
    private readonly sink: ActivitySink,
  ) {}

  /** Does what is due. */
  @OnJob(BACKFILL_ACTIVITY)
  async runWhenDue(): Promise<void> {
    const { firstAt, isReadTwice } = await this.rows.readings();
    if (firstAt === null) {
      await this.readUntil(new Date(Date.now() - MARGIN_MS));
      await this.rows.noteFirstReading();
    } else if (!isReadTwice && Date.now() - firstAt.getTime() > SECOND_TIME_MS) {
      await this.readUntil(new Date(Date.now() - MARGIN_MS));
      await this.rows.noteSecondReading();
    }
  }

  /** Reads everything that is told by now, whatever was read before. @returns how much was new. */
  run(): Promise<number> {
    return this.readUntil(new Date());
  }

  private async readUntil(latest: Date): Promise<number> {
    const { name, eventNames } = this.sink;
    const told = await this.rows.allToldUntil(name, eventNames);
    const until = told < latest ? told : latest;
    let added = 0;
    for (const rows of EARLIER_ROWS) added += await this.readAll(rows, until);
    return added;
  }

  private async readAll(rows: EarlierRows, until: Date): Promise<number> {
    let added = 0;
    let after: string | null = null;
    for (;;) {
      const batch: EarlierRow[] = await this.rows.next(rows, after, until, BATCH);
      added += await this.log.append(batch.filter(({ isKnown }) => !isKnown));
      if (batch.length < BATCH) return added;
      after = batch.at(-1)?.id ?? null;
    }
  }
}
