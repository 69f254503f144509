import { randomBytes } from 'node:crypto';
import type { Role } from '../../kernel/actor';

/** An account of the demo, with the password that was made for this data folder. */
export interface DemoAccount {
  readonly email: string;
  readonly fullName: string;
  readonly role: Role;
  /** Fixed for the student, so that examples with it work. */
  readonly uuid?: string;
  readonly password: string;
}

/** The people of the demo. */
const PEOPLE: readonly Omit<DemoAccount, 'password'>[] = [
  { email: 'admin@trellis.example', fullName: 'Alex Admin', role: 'PLATFORM_ADMIN' },
  { email: 'instructor@trellis.example', fullName: 'Ines Instructor', role: 'INSTRUCTOR' },
  { email: 'coach@trellis.example', fullName: 'Chris Coach', role: 'COACH' },
  {
    email: 'student@trellis.example',
    fullName: 'Sam Student',
    role: 'STUDENT',
    uuid: '123e4567-e89b-12d3-a456-426614174000',
  },
];

/** The demo's accounts; passwords that are known are kept, the others are made anew. */
export function demoAccounts(known: Readonly<Record<string, string>>): DemoAccount[] {
  return PEOPLE.map((account) => ({
    ...account,
    password: known[account.email] ?? randomBytes(15).toString('base64url'),
  }));
}
