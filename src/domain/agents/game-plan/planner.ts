import type { FocusArea } from './focus-areas';
import type { Priority, TaskTemplate } from './task-library';

/** An area to plan: its work in order, and the last month in which all of it must be done. */
export interface AreaWork {
  readonly area: FocusArea;
  readonly tasks: readonly TaskTemplate[];
  /** 1 for the first month. */
  readonly lastMonth: number;
}

/** A task in its month. */
export interface PlannedTask {
  readonly area: FocusArea;
  readonly title: string;
  readonly priority: Priority;
  readonly hours: number;
}

/** What one month asks for; its hours never exceed the capacity. */
export interface Milestone {
  /** 1 for the first month. */
  readonly month: number;
  readonly tasks: readonly PlannedTask[];
}

/** The months, and what found no place in them. */
export interface Schedule {
  readonly milestones: readonly Milestone[];
  readonly unplanned: readonly PlannedTask[];
}

/**
 * Puts work into months: areas with the nearest end first, each area's tasks in their order, spread
 * over the months it has. A task goes into the first month from its due turn on that has hours
 * left, never after the last month of its area; what fits nowhere stays unplanned, with all that
 * would have followed it.
 *
 * @param capacity hours a month.
 */
export function schedule(areas: readonly AreaWork[], months: number, capacity: number): Schedule {
  const free = Array.from({ length: months }, () => capacity);
  const placed: PlannedTask[][] = free.map(() => []);
  const unplanned: PlannedTask[] = [];
  const byUrgency = areas.toSorted((one, other) => one.lastMonth - other.lastMonth);
  for (const { area, tasks, lastMonth } of byUrgency) {
    const end = Math.min(lastMonth, months);
    let earliest = 1;
    let isBlocked = false;
    for (const [index, { title, priority, hours, notBefore = 0 }] of tasks.entries()) {
      const task: PlannedTask = { area, title, priority, hours };
      const turn = 1 + Math.floor((index * end) / tasks.length);
      const from = Math.max(earliest, Math.min(turn, end), 1 + notBefore);
      const month = isBlocked ? 0 : firstWithRoom(free, hours, from, end, earliest);
      if (month === 0) {
        isBlocked = true;
        unplanned.push(task);
        continue;
      }
      free[month - 1] = (free[month - 1] as number) - hours;
      placed[month - 1]?.push(task);
      earliest = month;
    }
  }
  return {
    milestones: placed.map((tasks, index) => ({ month: index + 1, tasks: inOrder(tasks) })),
    unplanned,
  };
}

/** From the turn on if possible; else earlier, but never before the area's previous task. */
function firstWithRoom(
  free: readonly number[],
  hours: number,
  from: number,
  end: number,
  earliest: number,
): number {
  const hasRoom = (month: number): boolean => (free[month - 1] ?? 0) >= hours;
  for (let month = from; month <= end; month += 1) if (hasRoom(month)) return month;
  for (let month = earliest; month < from && month <= end; month += 1) {
    if (hasRoom(month)) return month;
  }
  return 0;
}

const RANK: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2 };

function inOrder(tasks: readonly PlannedTask[]): PlannedTask[] {
  return tasks.toSorted((one, other) => RANK[one.priority] - RANK[other.priority]);
}
