import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

/** Looks at Stripe for what an event is about. */
export const HANDLE_STRIPE_EVENT = defineJob({
  name: 'payment.handle-event',
  queue: 'fast',
  schema: z.object({ eventId: z.string() }),
  attempts: 8,
  backoffMs: 2_000,
});

/** Compares with Stripe as an admin asked for. */
export const RECONCILE_PAYMENTS = defineJob({
  name: 'payment.reconcile',
  queue: 'slow',
  schema: z.object({ reconciliationId: z.uuid() }),
  attempts: 3,
  backoffMs: 30_000,
});

/** Begins a comparison with Stripe by the clock. */
export const START_RECONCILIATION = defineJob({
  name: 'payment.start-reconciliation',
  queue: 'slow',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 30_000,
  everyMs: 6 * 3_600_000,
});
