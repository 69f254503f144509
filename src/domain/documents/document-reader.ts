import { type Actor, holdsRole, isPlatformAdmin } from '../../kernel/actor';

/** Who reads documents, as SQL asks it. */
export interface DocumentReader {
  readonly userId: number;
  /** The same id for a coach, whose links to students count; null for everybody else. */
  readonly coachId: number | null;
  readonly readsAll: boolean;
}

/** What the actor's roles let them read. */
export function readerOf(actor: Actor): DocumentReader {
  return {
    userId: actor.userId,
    coachId: holdsRole(actor, 'COACH') ? actor.userId : null,
    readsAll: isPlatformAdmin(actor),
  };
}
