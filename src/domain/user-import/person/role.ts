import type { Role } from '../../../kernel/actor';

/** What a file may make of somebody. */
export type ImportedRole = Exclude<Role, 'PLATFORM_ADMIN'>;

const ROLES: Readonly<Record<Role, readonly string[]>> = {
  STUDENT: ['student', 'students', 'learner', 'pupil'],
  COACH: ['coach', 'counselor', 'counsellor', 'advisor', 'adviser', 'mentor', 'tutor'],
  INSTRUCTOR: ['instructor', 'teacher', 'professor', 'faculty', 'lecturer'],
  PLATFORM_ADMIN: [
    'admin',
    'administrator',
    'platformadmin',
    'superadmin',
    'sysadmin',
    'root',
    'owner',
  ],
};
const BY_WORD: ReadonlyMap<string, Role> = new Map(
  (Object.entries(ROLES) as [Role, readonly string[]][]).flatMap(([role, words]) =>
    words.map((word) => [word, role] as const),
  ),
);

/** The role that a cell names, PLATFORM_ADMIN among them; null for a word that is none. */
export function readRole(text: string): Role | null {
  return BY_WORD.get(text.toLowerCase().replace(/[\s_-]+/g, '')) ?? null;
}
