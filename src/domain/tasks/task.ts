/** Where a task stands; `submitted` and `returned` are work that is not done yet, as is `open`. */
export const TASK_STATUSES = ['open', 'submitted', 'returned', 'done', 'cancelled'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** What a task comes from: `course` means an instructor gave it, `self` the student. */
export const TASK_SOURCES = ['self', 'coach', 'coaching_session', 'game_plan', 'course'] as const;
export type TaskSource = (typeof TASK_SOURCES)[number];

/**
 * Who says that a task is done: the student themself, which is never worth points; a coach or
 * instructor who reviews it; or what the server or an instructor scored in a course.
 */
export const TASK_VERIFICATIONS = ['self', 'review', 'course'] as const;
export type TaskVerification = (typeof TASK_VERIFICATIONS)[number];

export const TASK_PRIORITIES = ['high', 'medium', 'low'] as const;
export type TaskPriority = (typeof TASK_PRIORITIES)[number];

/** The most points that finishing one task is worth. */
export const MOST_REWARD = 500;

/** What a course task is about: one of item and module names what has to be passed. */
export interface CourseReference {
  readonly courseId: number | null;
  /** Whose teachers look after the task; null for a task that no instructor gave. */
  readonly courseOfferingId: number | null;
  readonly moduleId: number | null;
  readonly contentItemId: number | null;
}

/** A student's task. */
export interface Task extends CourseReference {
  readonly id: string;
  /** Whose it is. */
  readonly userId: number;
  readonly title: string;
  readonly description: string;
  readonly priority: TaskPriority;
  readonly estimatedHours: number | null;
  /** YYYY-MM-DD. */
  readonly dueOn: string | null;
  readonly status: TaskStatus;
  readonly source: TaskSource;
  readonly verification: TaskVerification;
  /** What finishing it pays, or has paid. */
  readonly rewardPoints: number;
  readonly completedAt: Date | null;
  /** Raised by every change. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a task says. */
export interface TaskDraft {
  readonly title: string;
  readonly description: string;
  readonly priority: TaskPriority;
  readonly estimatedHours: number | null;
  readonly dueOn: string | null;
  /** The quiz or lab that has to be passed; null for none. */
  readonly contentItemId: number | null;
  /** The module whose quizzes and labs have to be passed; null for none. */
  readonly moduleId: number | null;
}

/** What a coach or instructor asks of a student. */
export interface AssignmentDraft extends TaskDraft {
  /** 0 to {@link MOST_REWARD}. */
  readonly rewardPoints: number;
}

/** What changes about a task; undefined stays as it is. */
export interface TaskChanges {
  readonly title?: string;
  readonly description?: string;
  readonly priority?: TaskPriority;
  readonly estimatedHours?: number | null;
  readonly dueOn?: string | null;
  /** The version that the caller has read; another one now is refused. */
  readonly version?: number;
}

/** How a list of tasks may be sorted. */
export const TASK_SORTS = [
  '-created_at',
  'created_at',
  'due_on',
  '-due_on',
  'priority',
  '-updated_at',
] as const;
export type TaskSort = (typeof TASK_SORTS)[number];

/** Which tasks to list; null leaves a condition out. */
export interface TaskFilter {
  readonly status: TaskStatus | null;
  readonly source: TaskSource | null;
  readonly priority: TaskPriority | null;
  /** Due on this day or before it; tasks without a day are left out. */
  readonly dueBefore: string | null;
  /** Due on this day or after it; tasks without a day are left out. */
  readonly dueAfter: string | null;
  /** Part of the title or the description, in any case. */
  readonly text: string | null;
  readonly courseId: number | null;
  readonly sort: TaskSort;
}

/** Whether there is still something to do. */
export function isLive({ status }: Pick<Task, 'status'>): boolean {
  return status !== 'done' && status !== 'cancelled';
}
