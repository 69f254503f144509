import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

/** Removes nodes of the reply tree that will not serve again. */
export const pruneReplies = defineJob({
  name: 'replies.prune',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  everyMs: 3_600_000,
});
