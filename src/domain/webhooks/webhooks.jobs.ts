import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

/** Rings for deliveries that are due. Whoever queues one asks for it; the clock does, too. */
export const DELIVER_DUE_WEBHOOKS = defineJob({
  name: 'webhooks.deliver-due',
  queue: 'fast',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 2_000,
  everyMs: 5_000,
});

/** Forgets deliveries that are old, and secrets that were rotated away. */
export const PRUNE_WEBHOOKS = defineJob({
  name: 'webhooks.prune',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 10_000,
  everyMs: 3_600_000,
});
