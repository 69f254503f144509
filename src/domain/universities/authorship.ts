import { type Actor, isPlatformAdmin, mayAuthorIn } from '../../kernel/actor';
import { NotAnAuthor, NotAPlatformAdmin } from './universities.errors';

/** Where an actor writes courses. */
export interface AuthorScope {
  /** In every university, those opened later included. */
  readonly everywhere: boolean;
  /** Ids of the universities that the actor's grants name one by one. */
  readonly universityIds: readonly number[];
}

/** The universities for which {@link mayAuthorIn} holds, in a form that a query can use. */
export function authorScopeOf(actor: Actor): AuthorScope {
  const named = actor.grants.flatMap((grant) =>
    grant.universityId === null ? [] : [grant.universityId],
  );
  return {
    everywhere:
      isPlatformAdmin(actor) ||
      actor.grants.some((grant) => grant.role === 'INSTRUCTOR' && grant.universityId === null),
    universityIds: [...new Set(named)].filter((id) => mayAuthorIn(actor, id)),
  };
}

/** @throws NotAnAuthor unless the actor writes the courses of this university. */
export function requireAuthor(actor: Actor, universityId: number): void {
  if (!mayAuthorIn(actor, universityId)) throw new NotAnAuthor();
}

/** @throws NotAPlatformAdmin unless the actor is one. */
export function requirePlatformAdmin(actor: Actor): void {
  if (!isPlatformAdmin(actor)) throw new NotAPlatformAdmin();
}
