import { Injectable } from '@nestjs/common';
import { CourseWorkRepository } from './course-work.repository';
import type { Task } from './task';
import { TaskCompleting } from './task-completing.service';
import { TaskSubmissionsRepository } from './task-submissions.repository';

/** Ends tasks that need no reviewer. */
@Injectable()
export class TaskJudging {
  constructor(
    private readonly work: CourseWorkRepository,
    private readonly submissions: TaskSubmissionsRepository,
    private readonly completing: TaskCompleting,
  ) {}

  /**
   * Ends a locked, unfinished task if it is done by the student's word, where that is enough, or by
   * what was scored. A submission that waits is accepted with it.
   *
   * @returns whether it is done.
   */
  async finish(task: Task): Promise<boolean> {
    if (task.verification === 'review') return false;
    if (task.verification === 'course' && !(await this.work.isPassed(task.id))) return false;
    await this.submissions.conclude(task.id, 'accepted', { reviewerId: null, comment: null });
    await this.completing.complete(task, task.verification === 'self' ? task.userId : null);
    return true;
  }
}
