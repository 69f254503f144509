import { z } from 'zod';
import { defineJob } from '../../../platform/queue/job';

/** Queues the mails of every period that is over. */
export const QUEUE_REPORT_MAILS = defineJob({
  name: 'analytics.queue-report-mails',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 30_000,
  everyMs: 5 * 60_000,
});
