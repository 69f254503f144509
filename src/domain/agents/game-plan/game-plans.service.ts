import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor';
import type { Slice } from '../../../kernel/page';
import { Database } from '../../../platform/database/database';
import { Outbox } from '../../../platform/queue/outbox';
import { TaskCreated } from '../../tasks/tasks.events';
import { StudentAccess } from '../../students/student-access';
import { PlanNotFound } from './game-plans.errors';
import { GamePlansRepository, type StoredPlan } from './game-plans.repository';

/** A month of a plan that was taken on. */
export interface AcceptedMilestone {
  readonly plan: StoredPlan;
  readonly month: number;
  readonly newTasks: number;
}

/** The plans that were made for a student: every version is kept. */
@Injectable()
export class GamePlansService {
  constructor(
    private readonly database: Database,
    private readonly plans: GamePlansRepository,
    private readonly students: StudentAccess,
    private readonly outbox: Outbox,
  ) {}

  /** The newest first. @throws StudentNotFound */
  list(actor: Actor, studentUuid: string, slice: Slice): Promise<StoredPlan[]> {
    return this.database.transaction(async () => {
      const student = await this.students.open(actor, studentUuid, 'game_plan.list');
      return this.plans.listOf(student.id, slice);
    });
  }

  /** @throws StudentNotFound @throws PlanNotFound */
  get(actor: Actor, studentUuid: string, version: number): Promise<StoredPlan> {
    return this.database.transaction(async () => {
      const student = await this.students.open(actor, studentUuid, 'game_plan.read');
      return found(await this.plans.find(student.id, version));
    });
  }

  /**
   * Takes on a month of a plan: its tasks become the student's own. Doing it again adds nothing.
   *
   * @throws StudentNotFound @throws PlanNotFound
   */
  acceptMilestone(
    actor: Actor,
    studentUuid: string,
    version: number,
    month: number,
  ): Promise<AcceptedMilestone> {
    return this.database.transaction(async () => {
      const student = await this.students.open(actor, studentUuid, 'game_plan.accept');
      const plan = found(await this.plans.find(student.id, version));
      const milestone = plan.plan.computed.milestones.find((one) => one.month === month);
      if (milestone === undefined) throw new PlanNotFound();
      const added = await this.plans.addTasks(plan, month, milestone.tasks, actor.userId);
      for (const taskId of added) {
        const about = { userId: student.id, taskId, source: 'game_plan' };
        await this.outbox.publish(new TaskCreated(about));
      }
      return { plan, month, newTasks: added.length };
    });
  }
}

function found(plan: StoredPlan | null): StoredPlan {
  if (plan === null) throw new PlanNotFound();
  return plan;
}
