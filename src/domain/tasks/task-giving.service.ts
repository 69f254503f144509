import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Outbox } from '../../platform/queue/outbox';
import { AuditService } from '../audit/audit.service';
import { CourseWorkRules } from './course-work.service';
import { RewardAllowance } from './reward-allowance';
import type { AssignmentDraft } from './task';
import type { StudentOfReviewer, TaskOfStudent } from './task-reviewers.repository';
import { TaskNotFound } from './tasks.errors';
import { TaskCreated } from './tasks.events';
import { TasksRepository } from './tasks.repository';

/** How a task is given to a student by somebody else. */
@Injectable()
export class TaskGiving {
  constructor(
    private readonly tasks: TasksRepository,
    private readonly work: CourseWorkRules,
    private readonly allowance: RewardAllowance,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Stores the task with what it promises, one audit row and the event; runs inside the caller's
   * transaction, which made sure that the actor looks after the student.
   *
   * @param offering what an instructor gives it in; null for a coach.
   * @throws Invalid @throws NothingScored @throws DoneBefore @throws RewardLimitReached
   */
  async give(
    actor: Actor,
    student: StudentOfReviewer,
    draft: AssignmentDraft,
    offering: { readonly id: number; readonly courseId: number } | null,
  ): Promise<TaskOfStudent> {
    const work = await this.work.requireFor(student.id, draft, offering?.id ?? null);
    await this.allowance.require(actor.userId, draft.rewardPoints);
    const source = offering === null ? 'coach' : 'course';
    const task = await this.tasks.insert({
      ...draft,
      userId: student.id,
      source,
      sourceKey: randomUUID(),
      verification: work === null ? 'review' : 'course',
      courseId: work?.courseId ?? offering?.courseId ?? null,
      courseOfferingId: offering?.id ?? null,
      createdBy: actor.userId,
    });
    // Its key is new: only an account that went meanwhile leaves nothing.
    if (task === null) throw new TaskNotFound();
    await this.audit.record({
      actor,
      action: 'task.assign',
      subjectType: 'user',
      subjectIds: [student.id],
      details: { taskId: task.id, rewardPoints: draft.rewardPoints },
    });
    await this.outbox.publish(new TaskCreated({ userId: student.id, taskId: task.id, source }));
    return { ...task, student };
  }
}
