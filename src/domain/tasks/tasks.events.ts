import { DomainEvent } from '../../platform/queue/domain-event';

interface AboutTask {
  readonly [key: string]: string | number | null;
  /** Whose task it is. */
  readonly userId: number;
  readonly taskId: string;
}

/** A student has a task more. */
export class TaskCreated extends DomainEvent<AboutTask & { readonly source: string }> {
  override readonly name = 'task.created';
}

/** What a task says has changed. */
export class TaskUpdated extends DomainEvent<AboutTask> {
  override readonly name = 'task.updated';
}

/** A student handed in a task; the course is the one that it is about, if any. */
export class TaskSubmitted extends DomainEvent<
  AboutTask & { readonly submissionId: string; readonly courseId: number | null }
> {
  override readonly name = 'task.submitted';
}

/** A reviewer wants more before the task is done. */
export class TaskReturned extends DomainEvent<AboutTask & { readonly submissionId: string }> {
  override readonly name = 'task.returned';
}

/** A task is done, and paid for where points were promised. */
export class TaskCompleted extends DomainEvent<AboutTask & { readonly points: number }> {
  override readonly name = 'task.completed';
}

/** A student took back what they handed in, or gave up a task of their own. */
export class TaskWithdrawn extends DomainEvent<AboutTask & { readonly status: string }> {
  override readonly name = 'task.withdrawn';
}
