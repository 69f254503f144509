import type { Grant, Role } from '../../../kernel/actor';

const WORDS: Readonly<Record<Role, string>> = {
  PLATFORM_ADMIN: 'admin',
  INSTRUCTOR: 'instructor',
  COACH: 'coach',
  STUDENT: 'student',
};
const BY_WEIGHT: readonly Role[] = ['PLATFORM_ADMIN', 'INSTRUCTOR', 'COACH', 'STUDENT'];

/** This contract knows one role a person: the weightiest of those they hold. */
export function toRoleWord(grants: readonly Grant[]): string {
  const role = BY_WEIGHT.find((candidate) => grants.some((grant) => grant.role === candidate));
  return WORDS[role ?? 'STUDENT'];
}
