import { z } from 'zod';
import { defineJob } from '../../../platform/queue/job';

/** Rolls up what was recorded since the last time, or everything where that is called for. */
export const SETTLE_ROLLUPS = defineJob({
  name: 'analytics.settle-rollups',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 5_000,
  everyMs: 10_000,
});
