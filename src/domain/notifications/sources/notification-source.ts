import type { z } from 'zod';
import type { NotificationKind } from '../notification-kind';

/**
 * What one event means: whom it tells, and what. The statement reads `$1`, the events as a JSON
 * list with `eventId`, `occurredAt` and what the payload says, and gives rows with
 *
 * - `eventId` and `occurredAt` as they came, `userId`, and `kind`;
 * - `occasion` where something else than the event is told once;
 * - `standing` other than `self`, then with `subjectId`;
 * - `actorId`, `courseId`, `targetType` with `targetId`, and `facts` where there are any.
 *
 * It never gives the person who did it themselves, and no student's row about another one.
 */
export interface NotificationSource {
  readonly event: string;
  /** What the statement may rely on. */
  readonly payload: z.ZodType<Readonly<Record<string, unknown>>>;
  /** A constant. */
  readonly select: string;
}

/** The events of a statement as rows; the columns besides are members of the payload. */
export function eventsWith(columns: string): string {
  return `jsonb_to_recordset($1::jsonb)
    AS event ("eventId" uuid, "occurredAt" timestamptz, ${columns})`;
}

/** Whether the person has nothing unread of this kind about the same: that tells of more, too. */
export function isNotYetTold(userId: string, kind: NotificationKind, targetId: string): string {
  return `NOT EXISTS (SELECT 1 FROM notifications told
    WHERE told.user_id = ${userId} AND told.kind = '${kind}' AND told.target_id = ${targetId}
      AND told.in_app AND told.read_at IS NULL)`;
}

/** Whether the person may look after students: coaches whose role has ended may not. */
export function isCoach(userId: string): string {
  return `EXISTS (SELECT 1 FROM role_grants held
    WHERE held.user_id = ${userId} AND held.role = 'COACH')`;
}
