import { ACCOUNT_EVENTS } from './catalogue/accounts';
import { AGENT_EVENTS } from './catalogue/agents';
import { CHAT_EVENTS } from './catalogue/chat';
import { COACHING_EVENTS } from './catalogue/coaching';
import { COMMUNITY_EVENTS } from './catalogue/community';
import { COURSE_EVENTS } from './catalogue/courses';
import { COURSEWORK_EVENTS } from './catalogue/coursework';
import { CRISIS_EVENTS } from './catalogue/crisis';
import { DOCUMENT_EVENTS } from './catalogue/documents';
import { JOB_EVENTS } from './catalogue/jobs';
import { PAYMENT_EVENTS } from './catalogue/payments';
import { POINT_EVENTS } from './catalogue/points';
import { TASK_EVENTS } from './catalogue/tasks';
import type { LiveEventType } from './live-event';

/** Every type of event that followers of topics hear of. A type is never taken away and only gains members. */
export const LIVE_EVENT_TYPES: readonly LiveEventType[] = [
  ...ACCOUNT_EVENTS,
  ...AGENT_EVENTS,
  ...CHAT_EVENTS,
  ...COACHING_EVENTS,
  ...COMMUNITY_EVENTS,
  ...COURSE_EVENTS,
  ...COURSEWORK_EVENTS,
  ...CRISIS_EVENTS,
  ...DOCUMENT_EVENTS,
  ...JOB_EVENTS,
  ...PAYMENT_EVENTS,
  ...POINT_EVENTS,
  ...TASK_EVENTS,
];

/** Events that no topic tells, and why not. */
export const UNTOLD_EVENTS: Readonly<Record<string, string>> = {
  'flashcard.created': 'Flashcards are private, and whoever makes one has it in the reply.',
  'prompt.changed': 'Prompts are read when they are needed; nobody waits for a change of one.',
  'prompt.deleted': 'Whoever deletes a prompt sees it, and sessions keep the text they began with.',
  'quiz.attempt.started': 'Whoever begins an attempt has it in the reply; nobody else has to act.',
};

const BY_TYPE: ReadonlyMap<string, LiveEventType> = new Map(
  LIVE_EVENT_TYPES.map((eventType) => [eventType.type, eventType]),
);

/** The type of that name; null for events that no topic tells. */
export function liveEventType(type: string): LiveEventType | null {
  return BY_TYPE.get(type) ?? null;
}
