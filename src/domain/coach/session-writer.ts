import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Outbox } from '../../platform/queue/outbox';
import { CrisisWatch } from '../crisis/watch/crisis-watch';
import { StudentRecordsService } from '../students/student-records.service';
import { StudentNotFound } from '../students/students.errors';
import { TaskCreated, TaskUpdated } from '../tasks/tasks.events';
import { CoachingSessionWritten } from './coach.events';
import { SessionChangedMeanwhile } from './coach.errors';
import { CoachLinksRepository } from './coach-links.repository';
import type { CoachingSession, SessionDraft } from './coaching-session';
import { nextSessionOn } from './next-session';
import { taskChanges } from './session-tasks';
import { type ChangedTasks, SessionTasksRepository } from './session-tasks.repository';
import { SessionsRepository } from './sessions.repository';

/**
 * Stores a session with all that follows from it: the recommended next day, the student's tasks,
 * a new version of their record, a look at the notes for signs of danger, and the event. Every method runs inside the caller's transaction
 * and holds the link of coach and student, so that sessions of both are written one by one.
 */
@Injectable()
export class SessionWriter {
  constructor(
    private readonly links: CoachLinksRepository,
    private readonly sessions: SessionsRepository,
    private readonly tasks: SessionTasksRepository,
    private readonly records: StudentRecordsService,
    private readonly watch: CrisisWatch,
    private readonly outbox: Outbox,
  ) {}

  /** @returns the session's id. @throws StudentNotFound for who is not the coach's student now. */
  async write(actor: Actor, studentId: number, draft: SessionDraft): Promise<string> {
    await this.hold(actor, studentId);
    const facts = await this.sessions.pressingFacts(studentId);
    const nextOn = nextSessionOn({ ...facts, heldOn: draft.heldOn });
    const id = await this.sessions.insert(actor.userId, studentId, draft, nextOn, facts.readiness);
    await this.finish(actor, studentId, id, draft, nextOn);
    return id;
  }

  /**
   * Changes a session; another day of it moves the recommendation.
   *
   * @throws StudentNotFound
   * @throws SessionChangedMeanwhile
   */
  async rewrite(
    actor: Actor,
    read: CoachingSession,
    changes: Partial<SessionDraft> & { readonly version?: number },
  ): Promise<void> {
    await this.hold(actor, read.student.id);
    const session = await this.sessions.find({ coachId: actor.userId, readsAll: false }, read.id);
    if (session === null || (changes.version ?? session.version) !== session.version) {
      throw new SessionChangedMeanwhile();
    }
    const draft: SessionDraft = {
      sessionType: changes.sessionType ?? session.sessionType,
      heldOn: changes.heldOn ?? session.heldOn,
      durationMinutes: changes.durationMinutes ?? session.durationMinutes,
      notes: changes.notes ?? session.notes,
      actionItems: changes.actionItems ?? session.actionItems,
    };
    const nextOn =
      draft.heldOn === session.heldOn
        ? session.nextRecommendedOn
        : nextSessionOn({
            ...(await this.sessions.pressingFacts(session.student.id)),
            heldOn: draft.heldOn,
          });
    await this.sessions.update(session.id, draft, nextOn);
    await this.finish(actor, session.student.id, session.id, draft, nextOn);
  }

  private async hold(actor: Actor, studentId: number): Promise<void> {
    if (!(await this.links.holdActive(actor.userId, studentId))) throw new StudentNotFound();
  }

  private async finish(
    actor: Actor,
    studentId: number,
    sessionId: string,
    draft: SessionDraft,
    nextOn: string,
  ): Promise<void> {
    const present = await this.tasks.listOfSession(studentId, sessionId);
    const changes = taskChanges(sessionId, present, draft.actionItems);
    const tasks = await this.tasks.apply(studentId, actor.userId, changes, nextOn);
    await this.tellOfTasks(studentId, tasks);
    await this.records.noteChange(studentId);
    await this.watch.watchNote(studentId, sessionId, draft.notes);
    await this.outbox.publish(
      new CoachingSessionWritten({ sessionId, coachId: actor.userId, studentId }),
    );
  }

  private async tellOfTasks(userId: number, { added, changed }: ChangedTasks): Promise<void> {
    for (const taskId of added) {
      await this.outbox.publish(new TaskCreated({ userId, taskId, source: 'coaching_session' }));
    }
    for (const taskId of changed) await this.outbox.publish(new TaskUpdated({ userId, taskId }));
  }
}
