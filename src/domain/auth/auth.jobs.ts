import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

/** Greets a person who opened an account. */
export const sendWelcomeMail = defineJob({
  name: 'auth.send-welcome-mail',
  queue: 'fast',
  schema: z.object({ userId: z.number().int() }),
  attempts: 5,
  backoffMs: 2_000,
});
