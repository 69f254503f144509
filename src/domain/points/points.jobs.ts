import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

/** Counts the days of stakes, and settles commitments whose time has come. */
export const ACCRUE_STAKES = defineJob({
  name: 'points.accrue-stakes',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 30_000,
  everyMs: 15 * 60_000,
});

/** Compares every balance with the sum of its entries. */
export const CHECK_LEDGER = defineJob({
  name: 'points.check-ledger',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 60_000,
  everyMs: 86_400_000,
});
