/** Processor time since some beginning, in milliseconds. */
export interface CpuTimes {
  readonly busyMs: number;
  /** Busy or not, of all processors together. */
  readonly totalMs: number;
}

/** Which part of the time between two readings was busy, from 0 to 1. */
export function share(before: CpuTimes, after: CpuTimes): number {
  const total = after.totalMs - before.totalMs;
  if (total <= 0) return 0;
  return Math.min(1, Math.max(0, (after.busyMs - before.busyMs) / total));
}
