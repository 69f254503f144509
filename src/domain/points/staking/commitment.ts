import type { TaskCompletion } from '../../tasks/task-completions.service';
import { TaskUnfit } from './staking.errors';

/** A due day has ended when it has ended everywhere: at UTC−12, twelve hours after it ends at UTC. */
const LAST_ZONE_MS = 12 * 3_600_000;
const DAY_MS = 86_400_000;
/** For so long a commitment waits for the review of work that was handed in. */
const REVIEW_MS = 14 * DAY_MS;

/** What is said of a commitment: `open` while nobody can tell yet. */
export type Verdict = 'kept' | 'missed' | 'open';

/**
 * Whether a commitment was kept.
 *
 * @param dueOn the task's due day when the points were committed.
 * @param task how far it has come; null when it is gone.
 */
export function verdictOn(dueOn: string, task: TaskCompletion | null, now: Date): Verdict {
  if (task === null) return 'missed';
  const deadline = endOfDay(dueOn);
  if (task.completedAt !== null) {
    return (task.handedInAt ?? task.completedAt).getTime() < deadline ? 'kept' : 'missed';
  }
  if (!task.isOpen) return 'missed';
  const isUnderReview = task.handedInAt !== null && task.handedInAt.getTime() < deadline;
  return now.getTime() < deadline + (isUnderReview ? REVIEW_MS : 0) ? 'open' : 'missed';
}

/**
 * The due day of a task to which points can be committed.
 *
 * @param task null for one that is not the student's, or that only they judge.
 * @throws TaskUnfit
 */
export function dueDayFor(task: TaskCompletion | null, today: string): string {
  if (task === null) throw new TaskUnfit('it is not one of yours that is reviewed or scored');
  if (!task.isOpen || task.handedInAt !== null) throw new TaskUnfit('it is not open any more');
  if (task.dueOn === null) throw new TaskUnfit('it has no due date');
  if (task.dueOn <= today) throw new TaskUnfit('its due date is not after today');
  return task.dueOn;
}

function endOfDay(day: string): number {
  return Date.parse(day) + DAY_MS + LAST_ZONE_MS;
}
