import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

/** Tells whoever has the address that a coach invited them. */
export const SEND_INVITATION = defineJob({
  name: 'coach.send-invitation',
  queue: 'fast',
  schema: z.object({ invitationId: z.uuid() }),
  attempts: 5,
  backoffMs: 5_000,
});
