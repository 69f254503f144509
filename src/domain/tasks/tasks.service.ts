import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { CourseWorkRules } from './course-work.service';
import { isLive, type Task, type TaskChanges, type TaskDraft, type TaskFilter } from './task';
import { TaskListingsRepository } from './task-listings.repository';
import type { TaskWithSubmissions } from './task-submission';
import { TaskSubmissionsRepository } from './task-submissions.repository';
import {
  NotYourTaskToChange,
  requireVersion,
  TaskNotFound,
  TaskNotInState,
  TooManyTasks,
} from './tasks.errors';
import { TaskCreated, TaskUpdated } from './tasks.events';
import { TasksRepository } from './tasks.repository';

/** How many unfinished tasks of their own a student keeps. */
const MOST_OWN_TASKS = 500;

/** A student's tasks as the student reads and writes them: their own only. */
@Injectable()
export class Tasks {
  constructor(
    private readonly database: Database,
    private readonly tasks: TasksRepository,
    private readonly listings: TaskListingsRepository,
    private readonly submissions: TaskSubmissionsRepository,
    private readonly work: CourseWorkRules,
    private readonly outbox: Outbox,
  ) {}

  /** The actor's own tasks. */
  list(actor: Actor, filter: TaskFilter, slice: Slice): Promise<Page<Task>> {
    return this.listings.listOf(actor.userId, filter, slice);
  }

  /** With everything that was handed in for it. @throws TaskNotFound */
  async get(actor: Actor, id: string): Promise<TaskWithSubmissions> {
    const task = await this.tasks.find(id);
    if (task?.userId !== actor.userId) throw new TaskNotFound();
    return { ...task, submissions: await this.submissions.listOf([id]) };
  }

  /**
   * Gives the actor a task of their own. It never pays: nobody rewards themselves. One about a quiz,
   * a lab or a module is done when the server or an instructor scored that, every other one when
   * the student says so.
   *
   * @param reference makes the creation one: with the same reference the first task comes back.
   * @throws TooManyTasks @throws Invalid @throws NothingScored @throws DoneBefore
   */
  create(actor: Actor, draft: TaskDraft, reference: string): Promise<TaskWithSubmissions> {
    return this.database.transaction(async () => {
      const made = await this.tasks.findBySourceKey(actor.userId, 'self', reference);
      if (made !== null) return this.get(actor, made.id);
      if ((await this.tasks.countOwnRecent(actor.userId)) >= MOST_OWN_TASKS) {
        throw new TooManyTasks(MOST_OWN_TASKS);
      }
      const work = await this.work.requireFor(actor.userId, draft, null);
      const task = await this.tasks.insert({
        ...draft,
        userId: actor.userId,
        source: 'self',
        sourceKey: reference,
        verification: work === null ? 'self' : 'course',
        courseId: work?.courseId ?? null,
        courseOfferingId: null,
        rewardPoints: 0,
        createdBy: actor.userId,
      });
      if (task !== null) {
        await this.outbox.publish(
          new TaskCreated({ userId: actor.userId, taskId: task.id, source: 'self' }),
        );
      }
      const id = task?.id ?? (await this.madeMeanwhile(actor, reference));
      return this.get(actor, id);
    });
  }

  /**
   * Changes a task that is not finished. What others wrote into a task stays; its priority is the
   * student's own.
   *
   * @throws TaskNotFound @throws TaskChangedMeanwhile @throws TaskNotInState
   * @throws NotYourTaskToChange
   */
  update(actor: Actor, id: string, changes: TaskChanges): Promise<TaskWithSubmissions> {
    return this.database.transaction(async () => {
      const task = await this.lockOwn(actor, id);
      requireVersion(task, changes.version ?? null);
      if (!isLive(task)) throw new TaskNotInState(task.status, 'nothing of it changes any more');
      const { title, description, estimatedHours, dueOn } = changes;
      const isAboutContent = [title, description, estimatedHours, dueOn].some(
        (value) => value !== undefined,
      );
      if (isAboutContent && task.source !== 'self') throw new NotYourTaskToChange();
      await this.tasks.update(id, {
        title: title ?? task.title,
        description: description ?? task.description,
        priority: changes.priority ?? task.priority,
        estimatedHours: estimatedHours === undefined ? task.estimatedHours : estimatedHours,
        dueOn: dueOn === undefined ? task.dueOn : dueOn,
      });
      await this.outbox.publish(new TaskUpdated({ userId: actor.userId, taskId: id }));
      return this.get(actor, id);
    });
  }

  /** Locks a task of the actor's until the transaction ends. @throws TaskNotFound */
  async lockOwn(actor: Actor, id: string): Promise<Task> {
    const task = await this.tasks.findForUpdate(id);
    if (task?.userId !== actor.userId) throw new TaskNotFound();
    return task;
  }

  /** Somebody else's request with the same reference came first. */
  private async madeMeanwhile(actor: Actor, reference: string): Promise<string> {
    const task = await this.tasks.findBySourceKey(actor.userId, 'self', reference);
    if (task === null) throw new TaskNotFound();
    return task.id;
  }
}
