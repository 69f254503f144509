import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

/** Looks which tasks of a student are done by what the server has scored. */
export const VERIFY_COURSE_TASKS = defineJob({
  name: 'tasks.verify-course-tasks',
  queue: 'fast',
  schema: z.object({ userId: z.number().int() }),
  attempts: 8,
  backoffMs: 1_000,
});

/** The same for everybody, in case that something was scored and nobody told. */
export const SWEEP_COURSE_TASKS = defineJob({
  name: 'tasks.sweep-course-tasks',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 10_000,
  everyMs: 3_600_000,
});
