import { z } from 'zod';
import { defineJob } from '../queue/job';

/** Cuts the logs of topics to the age and length that the settings allow. */
export const TRIM_TOPICS = defineJob({
  name: 'topics.trim',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 10_000,
  everyMs: 60_000,
});
