import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { SETTLE_SCORE_TRENDS } from './score-trends.jobs';
import { ScoreTrendsRepository } from './score-trends.repository';

/** Keeps trends of scores up to date. Any number of processes may: one of them does. */
@Injectable()
export class ScoreTrends {
  constructor(
    private readonly database: Database,
    private readonly trends: ScoreTrendsRepository,
  ) {}

  /** Everything recorded until now, or nothing while somebody else is at it. */
  @OnJob(SETTLE_SCORE_TRENDS)
  async settle(): Promise<void> {
    await this.database.transaction(async () => {
      if (!(await this.trends.claim())) return;
      const { trendsBefore } = await this.trends.marks();
      await this.trends.settleSince(trendsBefore);
    });
  }
}
