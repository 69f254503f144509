import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

/** Mails what nobody has read in the product for a while. */
export const MAIL_UNREAD_NOTIFICATIONS = defineJob({
  name: 'notifications.mail-unread',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 10_000,
  everyMs: 60_000,
});
