import { z } from 'zod';
import { defineJob } from '../../../platform/queue/job';

/** Brings the trends of scores up to date. */
export const SETTLE_SCORE_TRENDS = defineJob({
  name: 'analytics.settle-score-trends',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 10_000,
  everyMs: 60_000,
});
