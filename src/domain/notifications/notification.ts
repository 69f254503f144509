import type { NotificationKind } from './notification-kind';

/**
 * As what a person may know of the subject: about themselves; as the coach who looks after the
 * student now; as an instructor of an offering that the student is in; as a platform admin. It is
 * asked anew whenever the notification is shown, counted or mailed.
 */
type Standing = 'self' | 'coach' | 'instructor' | 'admin';

/** What notifications lead to. */
export const TARGET_TYPES = [
  'task',
  'lab_submission',
  'quiz_attempt',
  'enrollment',
  'discussion',
  'game_plan',
  'agent_run',
  'document',
  'payment',
  'subscription',
  'stake',
  'import',
  'export',
  'api_key',
  'crisis_case',
] as const;
export type TargetType = (typeof TARGET_TYPES)[number];

/** Small facts: codes, numbers and days; never a name and never anybody's words. */
export type NotificationFacts = Readonly<Record<string, string | number | boolean | null>>;

/** Something that a person is to be told. */
export interface NotificationDraft {
  readonly userId: number;
  /** What it tells of, mostly the id of an event: the person is told once. */
  readonly occasion: string;
  readonly kind: NotificationKind;
  readonly standing: Standing;
  /** The student whom it is about; null when it is about the person themselves, or nobody. */
  readonly subjectId: number | null;
  /** Who did it, where the person may know. */
  readonly actorId: number | null;
  readonly courseId: number | null;
  readonly targetType: TargetType | null;
  readonly targetId: string | null;
  readonly facts: NotificationFacts;
  readonly occurredAt: Date;
}

/** A student as a notification names them. */
export interface NotificationSubject {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
}

/** A notification with the names and titles that its sentence needs, as they are now. */
export interface StoredNotification {
  readonly id: string;
  readonly userId: number;
  readonly kind: NotificationKind;
  readonly standing: Standing;
  readonly subject: NotificationSubject | null;
  readonly actorName: string | null;
  readonly courseId: number | null;
  readonly courseTitle: string | null;
  /** The title of what it leads to; null where there is none, or none that the person may read. */
  readonly thing: string | null;
  readonly targetType: TargetType | null;
  readonly targetId: string | null;
  readonly facts: NotificationFacts;
  readonly occurredAt: Date;
  readonly readAt: Date | null;
}

/** A notification as its person sees it. */
export interface Notification {
  readonly id: string;
  readonly kind: NotificationKind;
  /** One sentence in the reader's terms. */
  readonly text: string;
  readonly subject: NotificationSubject | null;
  readonly target: { readonly type: TargetType; readonly id: string } | null;
  readonly courseId: number | null;
  readonly occurredAt: Date;
  readonly readAt: Date | null;
}

/** Which notifications to list. */
export interface NotificationFilter {
  readonly isUnread: boolean;
  /** Null: of every kind. */
  readonly kind: NotificationKind | null;
}

/** How many were changed, and how many are unread now. */
export interface MarkedNotifications {
  readonly marked: number;
  readonly unread: number;
}
