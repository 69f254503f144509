/**
 * Names of topics as the log keeps them. What clients say is read by {@link readTopicName}; ids in it
 * are public ones.
 */

/** What crisis events the admins are told: those of every student. */
export const CRISIS_TOPIC_OF_ADMINS = 'crisis_alerts:all';

/** What a student, their coaches and admins are told. */
export function studentTopic(uuid: string): string {
  return `student:${uuid.toLowerCase()}`;
}

/** What one person alone is told, whatever their role. */
export function userTopic(uuid: string): string {
  return `user:${uuid.toLowerCase()}`;
}

/** What happens in a chat session. */
export function sessionTopic(id: number): string {
  return `session:${id}`;
}

/** What all who read a course are told; nothing of any student. */
export function courseTopic(id: number): string {
  return `course:${id}`;
}

/** What those who teach a course are told about its students. */
export function courseStaffTopic(id: number): string {
  return `course_staff:${id}`;
}

/** How far a run, an import or an export got. */
export function jobTopic(uuid: string): string {
  return `job:${uuid.toLowerCase()}`;
}

/** The crisis events of the students of a coach, named by the id of their user row. */
export function crisisTopicOf(coachId: number): string {
  return `crisis_alerts:${coachId}`;
}

/** What the name of a topic asks for. */
export type AskedTopic =
  | { readonly kind: 'student'; readonly uuid: string }
  | { readonly kind: 'job'; readonly uuid: string }
  | { readonly kind: 'user'; readonly uuid: string | null; readonly id: number | null }
  | { readonly kind: 'session'; readonly id: number }
  | { readonly kind: 'course'; readonly id: number }
  | { readonly kind: 'course_staff'; readonly id: number }
  | { readonly kind: 'crisis_alerts' };

const WITH_UUID = /^(student|user|job):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const WITH_NUMBER = /^(user|session|course|course_staff):([1-9][0-9]{0,9})$/;
const LARGEST_ID = 2_147_483_647;

/**
 * Reads the name of a topic as clients say it: `student:<uuid>`, `user:<uuid or number>`,
 * `session:<number>`, `course:<number>`, `course_staff:<number>`, `job:<uuid>` or `crisis_alerts`.
 *
 * @returns null for anything else; there are no patterns.
 */
export function readTopicName(name: string): AskedTopic | null {
  if (name === 'crisis_alerts') return { kind: 'crisis_alerts' };
  const [, kindOfUuid, given] = WITH_UUID.exec(name) ?? [];
  const uuid = given?.toLowerCase();
  if (uuid !== undefined) {
    if (kindOfUuid === 'user') return { kind: 'user', uuid, id: null };
    if (kindOfUuid === 'student' || kindOfUuid === 'job') return { kind: kindOfUuid, uuid };
    return null;
  }
  const [, kind, digits] = WITH_NUMBER.exec(name) ?? [];
  const id = Number(digits);
  if (kind === undefined || id > LARGEST_ID) return null;
  if (kind === 'user') return { kind, uuid: null, id };
  return { kind: kind as 'session' | 'course' | 'course_staff', id };
}
