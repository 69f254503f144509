import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import type { Task } from './task';
import { TaskJudging } from './task-judging.service';
import type { Evidence, TaskWithSubmissions } from './task-submission';
import { TaskSubmissionsRepository } from './task-submissions.repository';
import {
  requireVersion,
  TaskNotInState,
  TaskNotYoursToGiveUp,
  UnknownEvidence,
} from './tasks.errors';
import { TaskSubmitted, TaskWithdrawn } from './tasks.events';
import { TasksRepository } from './tasks.repository';
import { Tasks } from './tasks.service';

/** How students hand in their tasks, and take back what they handed in. */
@Injectable()
export class TaskSubmitting {
  constructor(
    private readonly database: Database,
    private readonly own: Tasks,
    private readonly tasks: TasksRepository,
    private readonly submissions: TaskSubmissionsRepository,
    private readonly judging: TaskJudging,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Hands a task in. One that the student judges is done with it; one about a course is done if
   * what it asks for is passed, and waits for that otherwise; every other one waits for a reviewer.
   *
   * @param reference makes it one: a second time with the same reference changes nothing.
   * @param version what the caller has read; null for whatever it is now.
   * @throws TaskNotFound @throws TaskChangedMeanwhile @throws TaskNotInState @throws UnknownEvidence
   */
  submit(
    actor: Actor,
    id: string,
    evidence: Evidence,
    reference: string,
    version: number | null,
  ): Promise<TaskWithSubmissions> {
    return this.database.transaction(async () => {
      const task = await this.own.lockOwn(actor, id);
      if (await this.submissions.isKnown(id, reference)) return this.own.get(actor, id);
      requireVersion(task, version);
      if (task.status !== 'open' && task.status !== 'returned') {
        throw new TaskNotInState(task.status, 'only open and returned tasks are handed in');
      }
      await this.requireOwnDocuments(actor, evidence.documentIds);
      const submissionId = await this.submissions.insert(id, reference, evidence);
      const { userId, courseId } = task;
      await this.outbox.publish(new TaskSubmitted({ userId, taskId: id, submissionId, courseId }));
      if (!(await this.judging.finish(task))) await this.tasks.setStatus(id, 'submitted');
      return this.own.get(actor, id);
    });
  }

  /**
   * Takes back what waits for a judgement; gives up a task of one's own, or from a plan that one took
   * on, when nothing does. So goes a task from others once nobody is left who gave such.
   *
   * @throws TaskNotFound @throws TaskChangedMeanwhile
   * @throws TaskNotYoursToGiveUp @throws TaskNotInState
   */
  withdraw(actor: Actor, id: string, version: number | null): Promise<TaskWithSubmissions> {
    return this.database.transaction(async () => {
      const task = await this.own.lockOwn(actor, id);
      requireVersion(task, version);
      const status = await this.statusAfterWithdrawal(task);
      await this.submissions.conclude(id, 'withdrawn', { reviewerId: null, comment: null });
      await this.tasks.setStatus(id, status);
      await this.outbox.publish(new TaskWithdrawn({ userId: task.userId, taskId: id, status }));
      return this.own.get(actor, id);
    });
  }

  private async statusAfterWithdrawal(task: Task): Promise<'open' | 'returned' | 'cancelled'> {
    if (task.status === 'submitted') {
      return (await this.submissions.wasReturned(task.id)) ? 'returned' : 'open';
    }
    const isOpen = task.status === 'open' || task.status === 'returned';
    if (isOpen && (await this.mayGiveUp(task))) return 'cancelled';
    if (isOpen) throw new TaskNotYoursToGiveUp();
    throw new TaskNotInState(task.status, 'there is nothing to withdraw');
  }

  private async mayGiveUp({ id, source }: Task): Promise<boolean> {
    if (source === 'self' || source === 'game_plan') return true;
    return !(await this.tasks.hasReviewer(id));
  }

  private async requireOwnDocuments(actor: Actor, ids: readonly string[]): Promise<void> {
    const own = await this.submissions.ownDocuments(actor.userId, ids);
    const unknown = ids.findIndex((id) => !own.has(id));
    if (unknown >= 0) throw new UnknownEvidence(unknown);
  }
}
