import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { Forbidden } from '../../kernel/errors';
import type { Page, Slice } from '../../kernel/page';
import { AuditService } from '../audit/audit.service';
import {
  type CaseloadFilter,
  CaseloadRepository,
  type CaseloadStudent,
} from './caseload.repository';
import { CoachNotFound } from './coach.errors';
import { CoachLinksRepository } from './coach-links.repository';
import { requireCoach } from './coach-role';

/** Whom a coach looks after. */
@Injectable()
export class CaseloadService {
  constructor(
    private readonly caseloads: CaseloadRepository,
    private readonly links: CoachLinksRepository,
    private readonly audit: AuditService,
  ) {}

  /**
   * The students of a coach by name; one audit row names them. Platform admins may name a coach.
   *
   * @param coachUuid null means the actor.
   * @throws NotACoach
   * @throws Forbidden for a coach who names another.
   * @throws CoachNotFound
   */
  async list(
    actor: Actor,
    coachUuid: string | null,
    filter: CaseloadFilter,
    slice: Slice,
  ): Promise<Page<CaseloadStudent>> {
    const coachId = await this.coachFor(actor, coachUuid);
    const page = await this.caseloads.list(coachId, filter, slice);
    // No transaction: nothing is shown unless its trace was kept, and the list is planned once.
    if (page.items.length > 0) {
      await this.audit.record({
        actor,
        action: 'coach.student.list',
        subjectType: 'user',
        subjectIds: page.items.map(({ id }) => id),
      });
    }
    return page;
  }

  private async coachFor(actor: Actor, coachUuid: string | null): Promise<number> {
    if (coachUuid === null || coachUuid === actor.userUuid) {
      requireCoach(actor);
      return actor.userId;
    }
    if (!isPlatformAdmin(actor)) {
      throw new Forbidden("Only platform admins may see another coach's students.");
    }
    const coach = await this.links.findPerson(coachUuid, 'COACH');
    if (coach === null) throw new CoachNotFound();
    return coach.id;
  }
}
