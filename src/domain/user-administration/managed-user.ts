import type { Grant, Role } from '../../kernel/actor';

/**
 * What an account may be: `invited` has no password yet, `disabled` cannot sign in whatever else
 * it is.
 */
export const USER_STATUSES = ['active', 'disabled', 'invited'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** Roles, the weightiest first: where one is shown, it is the first that a person holds. */
export const ROLES_BY_WEIGHT: readonly Role[] = [
  'PLATFORM_ADMIN',
  'INSTRUCTOR',
  'COACH',
  'STUDENT',
];

/** A person as those see them who run the platform. */
export interface ManagedUser {
  readonly id: number;
  readonly uuid: string;
  readonly email: string;
  readonly fullName: string;
  readonly grants: readonly Grant[];
  readonly status: UserStatus;
  /** E.164. */
  readonly phone: string | null;
  readonly createdAt: Date;
  readonly lastLoginAt: Date | null;
}

/** Whom to list; what is null matches everybody. */
export interface UserFilter {
  /** The weightiest role that they hold. */
  readonly role: Role | null;
  readonly status: UserStatus | null;
  /** A part of the name or of the address, in any case. */
  readonly search: string | null;
}
