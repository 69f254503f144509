import { z } from 'zod';
import type { DispatchedEvent } from '../../../../platform/queue/event-sink';
import type { ActivityEvent } from '../activity-event';
import { type ActivityMapping, activityOf } from './activity-mapping';

const progress = z.object({
  userId: z.int(),
  courseId: z.int(),
  contentItemId: z.int().nullable(),
  moduleId: z.int().nullable(),
  percent: z.number(),
  isOwn: z.boolean().default(true),
});

function advanced(event: DispatchedEvent): ActivityEvent[] {
  const { userId, courseId, contentItemId, moduleId, percent, isOwn } = progress.parse(
    event.payload,
  );
  const about = { userId, isOwn, courseId };
  if (contentItemId === null) {
    const kind = 'module.progressed';
    return [activityOf(event, { ...about, key: `${kind}:${event.id}`, kind, objectId: moduleId })];
  }
  const kinds =
    percent >= 100
      ? (['content.progressed', 'content.completed'] as const)
      : (['content.progressed'] as const);
  return kinds.map((kind) =>
    activityOf(event, { ...about, key: `${kind}:${event.id}`, kind, topicId: contentItemId }),
  );
}

/** Getting further in content and modules. */
export const PROGRESS_ACTIVITY: ActivityMapping = { 'progress.updated': advanced };
