import { DomainEvent } from '../../platform/queue/domain-event';

interface Link {
  readonly [key: string]: number;
  readonly coachId: number;
  readonly studentId: number;
}

/** A coach looks after a student from now on. */
export class CoachLinked extends DomainEvent<Link> {
  override readonly name = 'coach.linked';
}

/** A coach looks after a student no longer. */
export class CoachUnlinked extends DomainEvent<Link & { readonly endedBy: number }> {
  override readonly name = 'coach.unlinked';
}

/** A session was written down or changed; its notes are read from the database. */
export class CoachingSessionWritten extends DomainEvent<{
  readonly sessionId: string;
  readonly coachId: number;
  readonly studentId: number;
}> {
  override readonly name = 'coaching_session.written';
}
