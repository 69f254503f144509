/** How bad a finding is: as it should be, worth a look, or in the way of running. */
export type Level = 'ok' | 'warning' | 'problem';

/** One thing that the doctor found out. */
export interface Finding {
  readonly level: Level;
  /** What it is about, in one word, e.g. `database`. */
  readonly area: string;
  /** What is so. */
  readonly text: string;
  /** What to do about it; null where there is nothing to do. */
  readonly mend: string | null;
}

/** As it should be. */
export function ok(area: string, text: string): Finding {
  return { level: 'ok', area, text, mend: null };
}

/** It runs, and something is worse than it has to be. */
export function warning(area: string, text: string, mend: string): Finding {
  return { level: 'warning', area, text, mend };
}

/** It does not run like this, or not for long. */
export function problem(area: string, text: string, mend: string): Finding {
  return { level: 'problem', area, text, mend };
}
