import { isLive, type TaskStatus } from '../tasks/task';

/** A task that a session's action item became. */
export interface SessionTask {
  readonly key: string;
  readonly title: string;
  readonly status: TaskStatus;
}

/** What has to happen to a session's tasks so that they say what its action items say. */
export interface TaskChanges {
  readonly added: readonly { readonly key: string; readonly title: string }[];
  /** Cancelled before, wanted again. */
  readonly reopened: readonly string[];
  /** Unfinished before, wanted no longer; what was done stays done. */
  readonly cancelled: readonly string[];
}

/**
 * Compares the tasks of a session with its action items. An item is known by its words: moving it
 * in the list changes nothing, and a task that was done stays done.
 *
 * @param sessionId the first part of each task's key; the second one counts from 0.
 */
export function taskChanges(
  sessionId: string,
  present: readonly SessionTask[],
  items: readonly string[],
): TaskChanges {
  const left = [...present];
  const added: { key: string; title: string }[] = [];
  const reopened: string[] = [];
  let next = Math.max(-1, ...present.map(({ key }) => Number(key.split(':')[1]))) + 1;
  for (const title of items) {
    const index = left.findIndex((task) => task.title === title);
    const [task] = index < 0 ? [] : left.splice(index, 1);
    if (task === undefined) {
      added.push({ key: `${sessionId}:${next}`, title });
      next += 1;
    } else if (task.status === 'cancelled') {
      reopened.push(task.key);
    }
  }
  const cancelled = left.filter(isLive).map(({ key }) => key);
  return { added, reopened, cancelled };
}
