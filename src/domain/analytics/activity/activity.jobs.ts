import { z } from 'zod';
import { defineJob } from '../../../platform/queue/job';

/** Collects what is said in chats, and sign-ins. */
export const COLLECT_ACTIVITY = defineJob({
  name: 'activity.collect',
  queue: 'fast',
  schema: z.object({}),
  attempts: 2,
  backoffMs: 5_000,
  everyMs: 15_000,
});

/** Reads once more what was collected in a day, and what changed without a word. */
export const CHECK_COLLECTED_ACTIVITY = defineJob({
  name: 'activity.check-collected',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  everyMs: 86_400_000,
});

/** Writes down what the rows of earlier releases tell; looks whether there is anything to do. */
export const BACKFILL_ACTIVITY = defineJob({
  name: 'activity.backfill',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  everyMs: 3_600_000,
});

/** Makes the partitions of the months to come. */
export const PREPARE_ACTIVITY_PARTITIONS = defineJob({
  name: 'activity.prepare-partitions',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  everyMs: 43_200_000,
});
