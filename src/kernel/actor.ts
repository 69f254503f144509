/** What a person may be. A grant holds for one university, or everywhere when it names none. */
export const ROLES = ['STUDENT', 'COACH', 'INSTRUCTOR', 'PLATFORM_ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** One role of one person; `universityId` null means everywhere. */
export interface Grant {
  readonly role: Role;
  readonly universityId: number | null;
}

/** What an API key may be allowed to do; a person who is signed in may do all of it. */
export const PERMISSIONS = [
  'read:user',
  'read:tasks',
  'write:tasks',
  'read:staking',
  'write:staking',
  'use:ai',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** The API key that a call rests on. */
export interface ActorKey {
  /** Its uuid. */
  readonly id: string;
  readonly permissions: readonly Permission[];
}

/** Who is calling, as the guards made sure of it. Every domain method on owned data takes one. */
export interface Actor {
  readonly userId: number;
  readonly userUuid: string;
  /**
   * The sign-in that this call rests on; revoking it ends every token made from it. The id of the
   * key where it rests on a key.
   */
  readonly sessionId: string;
  /** Set when a program is calling with a key of this person. */
  readonly key?: ActorKey;
  readonly grants: readonly Grant[];
}

/** Whether the actor holds one of these roles anywhere. */
export function holdsRole(actor: Actor, ...roles: readonly Role[]): boolean {
  return actor.grants.some((grant) => roles.includes(grant.role));
}

/** Platform admins are global; the role means nothing when tied to a university. */
export function isPlatformAdmin(actor: Actor): boolean {
  return actor.grants.some(
    (grant) => grant.role === 'PLATFORM_ADMIN' && grant.universityId === null,
  );
}

/** INSTRUCTOR+ in the contracts' words: an instructor anywhere, or a platform admin. */
export function isInstructorOrAbove(actor: Actor): boolean {
  return isPlatformAdmin(actor) || holdsRole(actor, 'INSTRUCTOR');
}

/** Whether the actor may write courses of this university: its instructors, global ones, admins. */
export function mayAuthorIn(actor: Actor, universityId: number): boolean {
  return (
    isPlatformAdmin(actor) ||
    actor.grants.some(
      (grant) =>
        grant.role === 'INSTRUCTOR' &&
        (grant.universityId === null || grant.universityId === universityId),
    )
  );
}

/** Whether the actor may do this: a person may do everything of theirs, a key what it was given. */
export function isPermitted(actor: Actor, permission: Permission): boolean {
  return actor.key === undefined || actor.key.permissions.includes(permission);
}
