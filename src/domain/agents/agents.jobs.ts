import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

/** Carries out one run of an agent. */
export const RUN_AGENT = defineJob({
  name: 'agents.run',
  queue: 'fast',
  schema: z.object({ runId: z.uuid() }),
  attempts: 4,
  backoffMs: 1_000,
});
