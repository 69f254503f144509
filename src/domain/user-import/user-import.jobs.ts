import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

/** Carries out an import, or goes on with one that was interrupted. */
export const RUN_USER_IMPORT = defineJob({
  name: 'user-import.run',
  queue: 'slow',
  schema: z.object({ importId: z.uuid() }),
  attempts: 8,
  backoffMs: 2_000,
});

/** Finds imports whose job was lost. */
export const RESUME_USER_IMPORTS = defineJob({
  name: 'user-import.resume',
  queue: 'slow',
  schema: z.object({}),
  attempts: 1,
  backoffMs: 1_000,
  everyMs: 60_000,
});
