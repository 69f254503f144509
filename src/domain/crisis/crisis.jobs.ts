import { z } from 'zod';
import { defineJob } from '../../platform/queue/job';

/** Looks again, with more time, at a stored text in which the rules found something. */
export const WATCH_TEXT = defineJob({
  name: 'crisis.watch',
  queue: 'fast',
  schema: z.object({
    studentId: z.number().int(),
    source: z.enum(['chat_turn', 'session_note']),
    /** The id of the turn or of the session. */
    textId: z.string(),
    /** A text that changes is looked at once for each version. */
    version: z.string(),
  }),
  attempts: 5,
  backoffMs: 2_000,
});

/** Writes to those who look after a student about an event of the student's case. */
export const SEND_CRISIS_ALERT = defineJob({
  name: 'crisis.send-alert',
  queue: 'fast',
  schema: z.object({ caseId: z.uuid(), eventId: z.number().int(), alsoAdmins: z.boolean() }),
  attempts: 8,
  backoffMs: 2_000,
});

/** Escalates cases that nobody acknowledged in time. */
export const ESCALATE_CASES = defineJob({
  name: 'crisis.escalate',
  queue: 'fast',
  schema: z.object({}),
  attempts: 3,
  backoffMs: 5_000,
  everyMs: 30_000,
});
