import { z } from 'zod';
import type { DispatchedEvent } from '../../../../platform/queue/event-sink';
import type { ActivityEvent } from '../activity-event';
import { type ActivityMapping, activityOf } from './activity-mapping';

const submitted = z.object({
  userId: z.int(),
  submissionId: z.string(),
  courseId: z.int().nullable().default(null),
});

function taskSubmitted(event: DispatchedEvent): ActivityEvent[] {
  const { userId, submissionId, courseId } = submitted.parse(event.payload);
  const kind = 'task.submitted';
  const key = `${kind}:${submissionId}`;
  return [activityOf(event, { key, userId, kind, isOwn: true, courseId })];
}

/** Handing in tasks. */
export const TASK_ACTIVITY: ActivityMapping = { 'task.submitted': taskSubmitted };
