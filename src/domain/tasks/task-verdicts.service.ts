import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import { Outbox } from '../../platform/queue/outbox';
import { RewardAllowance } from './reward-allowance';
import type { Task } from './task';
import { TaskCompleting } from './task-completing.service';
import type { ReviewDraft } from './task-submission';
import { TaskSubmissionsRepository } from './task-submissions.repository';
import { requireVersion, TaskNotInState } from './tasks.errors';
import { TaskReturned } from './tasks.events';
import { TasksRepository } from './tasks.repository';

/** What a review does to a task. */
@Injectable()
export class TaskVerdicts {
  constructor(
    private readonly tasks: TasksRepository,
    private readonly submissions: TaskSubmissionsRepository,
    private readonly completing: TaskCompleting,
    private readonly allowance: RewardAllowance,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Carries out a review of a locked task, inside the transaction that locked it.
   *
   * @returns the task as it is now.
   * @throws TaskChangedMeanwhile @throws TaskNotInState @throws Invalid @throws RewardLimitReached
   */
  async pass(actor: Actor, task: Task, draft: ReviewDraft): Promise<Task> {
    requireVersion(task, draft.version);
    if (task.status !== 'submitted' || task.verification !== 'review') {
      throw new TaskNotInState(task.status, 'only what waits for a review is reviewed');
    }
    if (draft.verdict === 'accept') await this.accept(actor, task, draft);
    else await this.sendBack(actor, task, draft);
    return (await this.tasks.find(task.id)) as Task;
  }

  private async accept(actor: Actor, task: Task, draft: ReviewDraft): Promise<void> {
    const rewardPoints = await this.rewardFor(actor, task, draft);
    const review = { reviewerId: actor.userId, comment: draft.comment };
    await this.submissions.conclude(task.id, 'accepted', review);
    await this.completing.complete({ ...task, rewardPoints }, actor.userId);
  }

  private async sendBack(actor: Actor, task: Task, draft: ReviewDraft): Promise<void> {
    if (draft.comment === null) {
      throw Invalid.field('comment', 'say what is missing when you return a task', 'missing');
    }
    if (draft.rewardPoints !== null) {
      throw Invalid.field('reward_points', 'only what is accepted is rewarded', 'not_accepted');
    }
    const review = { reviewerId: actor.userId, comment: draft.comment };
    const submissionId = await this.submissions.conclude(task.id, 'returned', review);
    await this.tasks.setStatus(task.id, 'returned');
    await this.outbox.publish(
      new TaskReturned({ userId: task.userId, taskId: task.id, submissionId: submissionId ?? '' }),
    );
  }

  /** What was promised; where nothing was, what the reviewer finds it worth. */
  private async rewardFor(actor: Actor, task: Task, draft: ReviewDraft): Promise<number> {
    const { rewardPoints } = draft;
    if (rewardPoints === null || rewardPoints === task.rewardPoints) return task.rewardPoints;
    if (task.rewardPoints > 0) {
      const message = `${task.rewardPoints} points were promised, and that stands`;
      throw Invalid.field('reward_points', message, 'promised');
    }
    await this.allowance.require(actor.userId, rewardPoints);
    await this.tasks.setReward(task.id, rewardPoints, actor.userId);
    return rewardPoints;
  }
}
