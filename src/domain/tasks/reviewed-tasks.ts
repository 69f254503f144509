import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { readerOf } from '../documents/document-reader';
import type { TaskToReview } from './task-submission';
import { TaskSubmissionsRepository } from './task-submissions.repository';
import { type TaskOfStudent, TaskReviewersRepository } from './task-reviewers.repository';

/** Tasks with what was handed in for them, as somebody other than the student may see it. */
@Injectable()
export class ReviewedTasks {
  constructor(
    private readonly submissions: TaskSubmissionsRepository,
    private readonly reviewers: TaskReviewersRepository,
  ) {}

  /** Names of the documents only those that the actor may read by the documents' own rules. */
  async show(actor: Actor, tasks: readonly TaskOfStudent[]): Promise<TaskToReview[]> {
    const submissions = await this.submissions.listOf(tasks.map(({ id }) => id));
    const readable = await this.reviewers.readableDocuments(
      readerOf(actor),
      submissions.flatMap(({ documentIds }) => documentIds),
    );
    const byTask = Map.groupBy(submissions, ({ taskId }) => taskId);
    return tasks.map((task) => ({
      ...task,
      submissions: (byTask.get(task.id) ?? []).map((submission) => {
        const documentIds = submission.documentIds.filter((id) => readable.has(id));
        return {
          ...submission,
          documentIds,
          hiddenDocuments: submission.documentIds.length - documentIds.length,
        };
      }),
    }));
  }
}
