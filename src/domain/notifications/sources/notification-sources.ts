import { ACCOUNT_SOURCES } from './account-sources';
import { COACHING_SOURCES, CRISIS_SOURCES } from './coaching-sources';
import { COURSE_SOURCES } from './course-sources';
import type { NotificationSource } from './notification-source';
import { TASK_SOURCES } from './task-sources';

const SOURCES: ReadonlyMap<string, NotificationSource> = new Map(
  [
    ...TASK_SOURCES,
    ...COURSE_SOURCES,
    ...COACHING_SOURCES,
    ...CRISIS_SOURCES,
    ...ACCOUNT_SOURCES,
  ].map((source) => [source.event, source]),
);

/** What an event tells people; null for events of which nobody is told. */
export function sourceOf(eventName: string): NotificationSource | null {
  return SOURCES.get(eventName) ?? null;
}
