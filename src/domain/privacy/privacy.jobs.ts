import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

/** Writes the archive of an export. */
export const MAKE_EXPORT = defineJob({
  name: 'privacy.make-export',
  queue: 'slow',
  schema: z.object({ exportId: z.uuid() }),
  attempts: 4,
  backoffMs: 5_000,
});

/** Goes on with one erasure, whatever part of it is done. */
export const ERASE_PERSON = defineJob({
  name: 'privacy.erase-person',
  queue: 'slow',
  schema: z.object({ erasureId: z.uuid() }),
  attempts: 2,
  backoffMs: 5_000,
});

/** Starts erasures whose time has come, and those that were left half done. */
export const START_DUE_ERASURES = defineJob({
  name: 'privacy.start-due-erasures',
  queue: 'fast',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 5_000,
  everyMs: 60_000,
});

/** Forgets what is older than the retention periods. */
export const FORGET_OLD_DATA = defineJob({
  name: 'privacy.forget-old-data',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  everyMs: 86_400_000,
});
