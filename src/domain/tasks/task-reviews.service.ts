import { Injectable } from '@nestjs/common';
import { type Actor, holdsRole } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import { ReviewedTasks } from './reviewed-tasks';
import type { Task } from './task';
import type { ReviewDraft, TaskToReview } from './task-submission';
import {
  type ReviewFilter,
  type StudentOfReviewer,
  TaskReviewersRepository,
} from './task-reviewers.repository';
import { TaskVerdicts } from './task-verdicts.service';
import { NotAReviewer, OwnTask, TaskNotFound } from './tasks.errors';
import { TasksRepository } from './tasks.repository';

/**
 * Who reviews what students hand in: the coaches who look after them now, and for the tasks that
 * were given in an offering its teachers, as long as the student is in it.
 */
@Injectable()
export class TaskReviews {
  constructor(
    private readonly database: Database,
    private readonly reviewers: TaskReviewersRepository,
    private readonly tasks: TasksRepository,
    private readonly verdicts: TaskVerdicts,
    private readonly shown: ReviewedTasks,
    private readonly audit: AuditService,
  ) {}

  /**
   * What the actor reviews as a coach or as an instructor, whoever waits longest first. Leaves one
   * audit row.
   *
   * @throws NotAReviewer for who is no coach, where one is asked for.
   */
  listQueue(
    actor: Actor,
    role: 'coach' | 'instructor',
    filter: ReviewFilter,
    slice: Slice,
  ): Promise<Page<TaskToReview>> {
    if (role === 'coach' && !holdsRole(actor, 'COACH')) throw new NotAReviewer();
    return this.database.transaction(async () => {
      const { items, total } = await this.reviewers.listToReview(role, actor.userId, filter, slice);
      if (items.length > 0) {
        await this.leaveTrace(actor, 'task.list', items);
      }
      return { items: await this.shown.show(actor, items), total };
    });
  }

  /**
   * Accepts what waits, which ends the task and pays what was promised, or returns it. Reviews are
   * kept for good. Leaves one audit row.
   *
   * @throws TaskNotFound also for tasks that are none of the actor's to review any more.
   * @throws OwnTask
   * @throws TaskChangedMeanwhile @throws TaskNotInState unless something waits for a review.
   * @throws Invalid @throws RewardLimitReached
   */
  review(actor: Actor, id: string, draft: ReviewDraft): Promise<TaskToReview> {
    return this.database.transaction(async () => {
      const found = await this.tasks.find(id);
      if (found?.userId === actor.userId) throw new OwnTask();
      const student = found === null ? null : await this.holdStudent(actor, found);
      const task = student === null ? null : await this.tasks.findForUpdate(id);
      if (student === null || task === null) throw new TaskNotFound();
      const reviewed = await this.verdicts.pass(actor, task, draft);
      await this.leaveTrace(actor, 'task.review', [{ id, userId: task.userId }]);
      const [shown] = await this.shown.show(actor, [{ ...reviewed, student }]);
      return shown as TaskToReview;
    });
  }

  private async holdStudent(actor: Actor, task: Task): Promise<StudentOfReviewer | null> {
    if (task.source !== 'course') {
      if (!holdsRole(actor, 'COACH')) return null;
      return this.reviewers.holdStudentOfCoach(actor.userId, { id: task.userId });
    }
    if (task.courseOfferingId === null) return null;
    return this.reviewers.holdStudentOfInstructor(actor.userId, task.courseOfferingId, task.userId);
  }

  private leaveTrace(
    actor: Actor,
    action: string,
    tasks: readonly Pick<Task, 'id' | 'userId'>[],
  ): Promise<void> {
    return this.audit.record({
      actor,
      action,
      subjectType: 'user',
      subjectIds: tasks.map(({ userId }) => userId),
      details: { tasks: tasks.map(({ id }) => id) },
    });
  }
}
