import { type Actor, holdsRole } from '../../kernel/actor';
import { NotACoach, NotAStudent } from './coach.errors';

/** @throws NotACoach */
export function requireCoach(actor: Actor): void {
  if (!holdsRole(actor, 'COACH')) throw new NotACoach();
}

/** @throws NotAStudent */
export function requireStudent(actor: Actor): void {
  if (!holdsRole(actor, 'STUDENT')) throw new NotAStudent();
}
