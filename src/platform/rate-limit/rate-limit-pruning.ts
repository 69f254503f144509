import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../database/database';
import { defineJob } from '../queue/job';
import { OnJob } from '../queue/on-job.decorator';
import { FORGET_AFTER_SECONDS } from './failure-pause';

const PRUNE = defineJob({
  name: 'rate-limits.prune',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  everyMs: 600_000,
});

/** Forgets in PostgreSQL what counts no longer; what is used meanwhile begins anew. */
@Injectable()
export class RateLimitPruning {
  constructor(private readonly database: Database) {}

  /** Runs on schedule; twice does no harm. */
  @OnJob(PRUNE)
  async prune(): Promise<void> {
    await this.database.query(
      'DELETE FROM rate_limit_buckets WHERE expires_at < clock_timestamp()',
    );
    await this.database.query(
      `DELETE FROM sign_in_failures
       WHERE last_at < clock_timestamp() - $1::float8 * interval '1 second'`,
      [FORGET_AFTER_SECONDS],
    );
  }
}
