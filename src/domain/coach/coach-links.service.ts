import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { Forbidden } from '../../kernel/errors';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { AuditService } from '../audit/audit.service';
import { StudentNotFound } from '../students/students.errors';
import { AssignmentNotFound, CoachNotFound, OwnCoach } from './coach.errors';
import { CoachLinked, CoachUnlinked } from './coach.events';
import type { CoachLink, LinkFilter } from './coach-link';
import { CoachLinksRepository } from './coach-links.repository';
import { requireCoach, requireStudent } from './coach-role';

/** Who coaches whom: how a link begins, and how each side and an admin end it. */
@Injectable()
export class CoachLinksService {
  constructor(
    private readonly database: Database,
    private readonly links: CoachLinksRepository,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Gives a student a coach. Done twice it is done once.
   *
   * @throws CoachNotFound for who is no coach.
   * @throws StudentNotFound for who is no student.
   * @throws OwnCoach
   */
  assign(actor: Actor, coachUuid: string, studentUuid: string): Promise<CoachLink> {
    requireAdmin(actor);
    return this.database.transaction(async () => {
      const coach = await this.links.findPerson(coachUuid, 'COACH');
      if (coach === null) throw new CoachNotFound();
      const student = await this.links.findPerson(studentUuid, 'STUDENT');
      if (student === null) throw new StudentNotFound();
      if (coach.id === student.id) throw new OwnCoach('student_id');
      return this.link(actor, coach.id, student.id);
    });
  }

  /**
   * Makes a link active. Call it inside a transaction, after both people were looked up.
   *
   * @throws AssignmentNotFound when it was ended in the same moment.
   */
  async link(actor: Actor, coachId: number, studentId: number): Promise<CoachLink> {
    if (await this.links.activate(coachId, studentId, actor.userId)) {
      await this.leaveTrace(actor, 'coach.link', coachId, studentId);
      await this.outbox.publish(new CoachLinked({ coachId, studentId }));
    }
    const link = await this.links.findActive(coachId, studentId);
    if (link === null) throw new AssignmentNotFound();
    return link;
  }

  /** Links that match, the newest first. For admins; one audit row names everybody in it. */
  list(actor: Actor, filter: LinkFilter, slice: Slice): Promise<Page<CoachLink>> {
    requireAdmin(actor);
    return this.database.transaction(async () => {
      const page = await this.links.list(filter, slice);
      const people = page.items.flatMap(({ coach, student }) => [coach.id, student.id]);
      if (people.length > 0) {
        await this.audit.record({
          actor,
          action: 'coach.link.list',
          subjectType: 'user',
          subjectIds: people,
        });
      }
      return page;
    });
  }

  /** Who coaches the student who asks. @throws NotAStudent */
  listOwnCoaches(actor: Actor): Promise<CoachLink[]> {
    requireStudent(actor);
    return this.links.listOfStudent(actor.userId);
  }

  /** Ends a link by its id, for admins. @throws AssignmentNotFound */
  endByAdmin(actor: Actor, id: number): Promise<void> {
    requireAdmin(actor);
    return this.end(actor, { id }, () => new AssignmentNotFound());
  }

  /** Lets go of a student. @throws StudentNotFound for who is not the coach's. */
  endByCoach(actor: Actor, studentUuid: string): Promise<void> {
    requireCoach(actor);
    const link = { coachId: actor.userId, studentUuid };
    return this.end(actor, link, () => new StudentNotFound());
  }

  /** Leaves a coach. @throws CoachNotFound for who does not coach the student. */
  endByStudent(actor: Actor, coachUuid: string): Promise<void> {
    requireStudent(actor);
    const link = { studentId: actor.userId, coachUuid };
    return this.end(actor, link, () => new CoachNotFound());
  }

  private end(
    actor: Actor,
    link: Parameters<CoachLinksRepository['end']>[0],
    absent: () => Error,
  ): Promise<void> {
    return this.database.transaction(async () => {
      const ended = await this.links.end(link);
      if (ended === null) throw absent();
      await this.leaveTrace(actor, 'coach.unlink', ended.coachId, ended.studentId);
      await this.outbox.publish(new CoachUnlinked({ ...ended, endedBy: actor.userId }));
    });
  }

  private leaveTrace(
    actor: Actor,
    action: string,
    coachId: number,
    studentId: number,
  ): Promise<void> {
    return this.audit.record({
      actor,
      action,
      subjectType: 'user',
      subjectIds: [coachId, studentId],
    });
  }
}

function requireAdmin(actor: Actor): void {
  if (!isPlatformAdmin(actor)) throw new Forbidden('This is for platform admins only.');
}
