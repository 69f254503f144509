import type { Role } from '../../../kernel/actor';
import type { NotificationFacts } from '../notification';
import type { NotificationKind } from '../notification-kind';

/** Names and titles for a sentence; null for what must not be named here. */
export interface Told {
  /** The student whom it is about. */
  readonly subject: string | null;
  /** Who did it. */
  readonly actor: string | null;
  /** The title of what it is about. */
  readonly thing: string | null;
  readonly course: string | null;
  readonly facts: NotificationFacts;
}

/** Whether people are told of a kind in one way, and whether they may choose. */
export interface ChannelRule {
  readonly byDefault: boolean;
  /** Set when nobody can change it: why not. */
  readonly fixedBecause?: string;
}

/** Everything about one kind. */
export interface NotificationRule {
  readonly kind: NotificationKind;
  /** When people are told, in their terms. */
  readonly description: string;
  /** Who may be told: everybody, or who holds one of these roles. */
  readonly audience: 'everybody' | readonly Role[];
  readonly inApp: ChannelRule;
  readonly email: ChannelRule;
  /** One sentence; it names nobody where the names are null. */
  readonly sentence: (told: Told) => string;
}

/** On unless somebody switches it off. */
export const ON: ChannelRule = { byDefault: true };
/** Off unless somebody switches it on. */
export const OFF: ChannelRule = { byDefault: false };

/** The same for everybody, and why. */
export function always(because: string): ChannelRule {
  return { byDefault: true, fixedBecause: because };
}

const LONGEST_TITLE = 120;

/** A title in quotation marks, cut where it is long; other words where there is no title. */
export function quoted(title: string | null, otherwise: string): string {
  if (title === null) return otherwise;
  const characters = Array.from(title.replace(/\s+/g, ' ').trim());
  if (characters.length === 0) return otherwise;
  const isLong = characters.length > LONGEST_TITLE;
  return `“${characters.slice(0, LONGEST_TITLE).join('').trimEnd()}${isLong ? '…' : ''}”`;
}

/** The text with a capital at its beginning. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** ` in “Data Structures”`, or nothing where no course is known. */
export function inCourse(course: string | null): string {
  return course === null ? '' : ` in ${quoted(course, 'a course')}`;
}
