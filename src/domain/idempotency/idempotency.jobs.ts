import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

/** Removes idempotency keys, and the replies kept for them, whose time is over. */
export const pruneIdempotencyKeys = defineJob({
  name: 'idempotency.prune',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  everyMs: 600_000,
});
