import type { SourceProblem } from './course-outline';

/** What became, or would become, of a part of a course. */
export const OUTCOMES = ['created', 'updated', 'unchanged', 'unpublished'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The parts of a course that imports know. */
export const PARTS = ['course', 'module', 'content'] as const;
export type Part = (typeof PARTS)[number];

/** One part that changed. */
export interface ImportChange {
  readonly part: Part;
  readonly outcome: Exclude<Outcome, 'unchanged'>;
  readonly title: string;
  /** The file that describes it; null when the source no longer has it. */
  readonly file: string | null;
}

/** How many parts had each outcome. */
export type ImportCounts = Readonly<Record<Outcome, number>>;

/** What an import did, or a dry run would have done. */
export interface ImportReport {
  /** Null when nothing is stored and no such course was there before. */
  readonly courseId: number | null;
  readonly title: string;
  readonly code: string;
  readonly format: 'markdown' | 'olx';
  readonly dryRun: boolean;
  /** Whether the source can be imported as it is. */
  readonly isImportable: boolean;
  readonly modules: ImportCounts;
  readonly content: ImportCounts;
  /** Everything that is not unchanged. */
  readonly changes: readonly ImportChange[];
  readonly problems: readonly SourceProblem[];
}

/** Counts before anything happened. */
export function noCounts(): Record<Outcome, number> {
  return { created: 0, updated: 0, unchanged: 0, unpublished: 0 };
}
