import { ruleOf } from './kinds/notification-rules';
import type { Notification, StoredNotification } from './notification';

/** A notification as its person sees it, with names. */
export function toNotification(stored: StoredNotification): Notification {
  const { id, kind, subject, courseId, occurredAt, readAt, targetType, targetId } = stored;
  return {
    id,
    kind,
    text: ruleOf(kind).sentence({
      subject: subject?.name ?? null,
      actor: stored.actorName,
      thing: stored.thing,
      course: stored.courseTitle,
      facts: stored.facts,
    }),
    subject,
    target: targetType === null || targetId === null ? null : { type: targetType, id: targetId },
    courseId,
    occurredAt,
    readAt,
  };
}

/** The same for a mail: it names nobody, and nothing of anybody but its reader. */
export function sentenceInMail({ kind, standing, ...stored }: StoredNotification): string {
  const isOwn = standing === 'self';
  return ruleOf(kind).sentence({
    subject: null,
    actor: null,
    thing: isOwn ? stored.thing : null,
    course: stored.courseTitle,
    facts: stored.facts,
  });
}
