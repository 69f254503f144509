import { z } from 'zod';
import type { DispatchedEvent } from '../../../../platform/queue/event-sink';
import type { ActivityEvent, ActivityKind } from '../activity-event';
import { type ActivityMapping, activityOf } from './activity-mapping';

const enrollment = z.object({
  enrollmentId: z.int(),
  userId: z.int(),
  courseId: z.int(),
  status: z.enum(['ACTIVE', 'COMPLETED', 'DROPPED']),
  /** Absent in events of earlier releases. */
  changedBy: z.int().nullable().optional(),
});

const KINDS = {
  ACTIVE: 'enrollment.created',
  COMPLETED: 'enrollment.completed',
  DROPPED: 'enrollment.dropped',
} as const satisfies Record<string, ActivityKind>;

function changed(event: DispatchedEvent): ActivityEvent[] {
  const { enrollmentId, userId, courseId, status, changedBy } = enrollment.parse(event.payload);
  // Whether it was their own is in the audit trail: it is read with the rows of earlier releases.
  if (changedBy === undefined) return [];
  const kind = KINDS[status];
  return [
    activityOf(event, {
      key: `${kind}:${event.id}`,
      userId,
      kind,
      isOwn: changedBy === userId,
      courseId,
      objectId: enrollmentId,
    }),
  ];
}

/** Coming into courses, going through them and leaving them; who comes back is in again. */
export const ENROLLMENT_ACTIVITY: ActivityMapping = {
  'enrollment.created': changed,
  'enrollment.updated': changed,
};
