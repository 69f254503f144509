import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import { StudentAccess } from '../students/student-access';
import { requireCoach } from './coach-role';
import { SessionNotFound } from './coach.errors';
import type { CoachingSession, SessionDraft } from './coaching-session';
import { addDays } from './next-session';
import { SessionWriter } from './session-writer';
import { type SessionReader, SessionsRepository } from './sessions.repository';

/** What changes about a session; undefined stays as it is. */
export interface SessionChanges extends Partial<SessionDraft> {
  /** The version that the caller has read; another one now is refused. */
  readonly version?: number;
}

/** Sessions of coaches with their students. Their notes are the coach's own. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsRepository,
    private readonly writer: SessionWriter,
    private readonly students: StudentAccess,
    private readonly audit: AuditService,
  ) {}

  /**
   * Writes a session down; its action items become the student's tasks.
   *
   * @param draft without a day it is held today, UTC.
   * @throws NotACoach
   * @throws StudentNotFound for who is not the coach's student now.
   * @throws Invalid for a day in the future.
   */
  create(
    actor: Actor,
    studentUuid: string,
    draft: Omit<SessionDraft, 'heldOn'> & { readonly heldOn: string | null },
  ): Promise<CoachingSession> {
    requireCoach(actor);
    const heldOn = draft.heldOn ?? new Date().toISOString().slice(0, 10);
    refuseFuture(heldOn);
    return this.database.transaction(async () => {
      const student = await this.students.open(actor, studentUuid, 'coaching_session.create');
      const id = await this.writer.write(actor, student.id, { ...draft, heldOn });
      return this.found(actor, id);
    });
  }

  /**
   * Changes a session that the coach held.
   *
   * @throws NotACoach
   * @throws SessionNotFound
   * @throws SessionChangedMeanwhile
   * @throws Invalid
   */
  update(actor: Actor, id: string, changes: SessionChanges): Promise<CoachingSession> {
    requireCoach(actor);
    if (changes.heldOn !== undefined) refuseFuture(changes.heldOn);
    return this.database.transaction(async () => {
      const session = await this.found(actor, id);
      if (session.coach.id !== actor.userId) throw new SessionNotFound();
      await this.leaveTrace(actor, 'coaching_session.update', [session]);
      await this.writer.rewrite(actor, session, changes);
      return this.found(actor, id);
    });
  }

  /**
   * One session, for its coach while they look after the student, and for platform admins.
   *
   * @throws SessionNotFound
   */
  get(actor: Actor, id: string): Promise<CoachingSession> {
    return this.database.transaction(async () => {
      const session = await this.found(actor, id);
      await this.leaveTrace(actor, 'coaching_session.read', [session]);
      return session;
    });
  }

  /**
   * The coach's sessions, the latest first, with one student or with all of theirs. Platform admins
   * see everybody's.
   *
   * @throws NotACoach
   * @throws StudentNotFound
   */
  list(actor: Actor, studentUuid: string | null, slice: Slice): Promise<Page<CoachingSession>> {
    if (!isPlatformAdmin(actor)) requireCoach(actor);
    return this.database.transaction(async () => {
      const reader = readerOf(actor);
      if (studentUuid !== null) {
        const student = await this.students.open(actor, studentUuid, 'coaching_session.list');
        return this.sessions.list(reader, student.id, slice);
      }
      const page = await this.sessions.list(reader, null, slice);
      await this.leaveTrace(actor, 'coaching_session.list', page.items);
      return page;
    });
  }

  private async found(actor: Actor, id: string): Promise<CoachingSession> {
    const session = await this.sessions.find(readerOf(actor), id);
    if (session === null) throw new SessionNotFound();
    return session;
  }

  private async leaveTrace(
    actor: Actor,
    action: string,
    sessions: readonly CoachingSession[],
  ): Promise<void> {
    const subjectIds = sessions.map(({ student }) => student.id);
    if (subjectIds.length === 0) return;
    await this.audit.record({ actor, action, subjectType: 'user', subjectIds });
  }
}

/** Whose sessions the actor reads. */
export function readerOf(actor: Actor): SessionReader {
  return { coachId: actor.userId, readsAll: isPlatformAdmin(actor) };
}

/** Somewhere on earth it is tomorrow already. */
function refuseFuture(heldOn: string): void {
  if (heldOn <= addDays(new Date().toISOString().slice(0, 10), 1)) return;
  throw Invalid.field('held_on', 'a session is written down once it was held', 'future');
}
