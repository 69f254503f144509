import type { World } from './world';

/**
 * Who calls; the columns of the table, in this order:
 *
 * - anonymous: without a token;
 * - owner: a student of the offering, to whom the object belongs;
 * - classmate: another student of the offering;
 * - stranger: somebody signed in who takes nothing;
 * - coach: a coach without a caseload;
 * - instructor: writes the courses of the university and teaches the offering;
 * - foreign: an instructor of another university;
 * - admin: a platform admin.
 */
export const ROLES = [
  'anonymous',
  'owner',
  'classmate',
  'stranger',
  'coach',
  'instructor',
  'foreign',
  'admin',
] as const;
export type Role = (typeof ROLES)[number];

/** Some of the roles, e.g. `instructor admin`. */
export type Roles = string;

/** One route and what each role is answered. */
export interface Row {
  /** As declared, e.g. `GET /notes/:note_id`, without the prefix of the contract. */
  readonly route: string;
  /** What is special about the object, e.g. `draft`; names one of the world's `special` ids. */
  readonly when?: string;
  /** One status for each role, e.g. `401 200 404 404 404 404 404 404`. */
  readonly expect: string;
  /** Makes something new for each call; its id stands for the last parameter of the route. */
  readonly fresh?: (world: World) => Promise<number | string>;
  /** Where to call. When absent: the route with the ids of the owner's things. */
  readonly at?: (world: World, role: Role) => string | Promise<string>;
  /** What to send. */
  readonly body?: object | ((world: World, role: Role) => object | Promise<object>);
  /** The bearer token, where it is not the caller's usual one. */
  readonly as?: (world: World, role: Role) => Promise<string>;
  /** Whose reading leaves exactly one row in the audit trail; true: instructor and admin. */
  readonly audited?: true | Roles;
  /** Who may read what the owner keeps to themselves, besides the owner. */
  readonly reveals?: Roles;
}

/** @throws Error when a word is not a role. */
export function rolesOf(words: true | Roles | undefined): readonly Role[] {
  if (words === undefined) return [];
  if (words === true) return ['instructor', 'admin'];
  return words.split(' ').map((word) => {
    if (!(ROLES as readonly string[]).includes(word)) throw new Error(`There is no role ${word}.`);
    return word as Role;
  });
}

/** Under what a row is found, in the table and in the list of tests. */
export function nameOf({ route, when }: Row): string {
  return when === undefined ? route : `${route} (${when})`;
}

/** Statuses beneath their roles, so that a failure reads as a table. */
export function lined(statuses: readonly (number | string)[]): string {
  return ROLES.map((role, index) => `${role}: ${statuses[index] ?? 'missing'}`).join('\n');
}
