import { Injectable } from '@nestjs/common';
import { Outbox } from '../../platform/queue/outbox';
import { Points } from '../points/points.service';
import type { Task } from './task';
import { TaskCompleted } from './tasks.events';
import { TasksRepository } from './tasks.repository';

/** How tasks end: once, with their reward in the same transaction. */
@Injectable()
export class TaskCompleting {
  constructor(
    private readonly tasks: TasksRepository,
    private readonly points: Points,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Ends a locked task that is not finished, pays what was promised, and tells. Call it inside the
   * transaction that locked the task.
   *
   * @param by who judged: the reviewer, the student of a task of their own; null for the server.
   */
  async complete(task: Task, by: number | null): Promise<void> {
    await this.tasks.complete(task.id, by);
    const points = task.verification === 'self' ? 0 : task.rewardPoints;
    if (points > 0) {
      await this.points.earn(task.userId, points, { kind: 'task_reward', reference: task.id });
    }
    await this.outbox.publish(new TaskCompleted({ userId: task.userId, taskId: task.id, points }));
  }
}
