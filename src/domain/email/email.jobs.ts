import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

/** Sends every mail whose time has come. Whoever queues a mail asks for it; the clock does, too. */
export const SEND_DUE_EMAILS = defineJob({
  name: 'email.send-due',
  queue: 'fast',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 2_000,
  everyMs: 5_000,
});

/** Queues mails that are due by the calendar. */
export const QUEUE_DIGESTS = defineJob({
  name: 'email.queue-digests',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 10_000,
  everyMs: 15 * 60_000,
});
