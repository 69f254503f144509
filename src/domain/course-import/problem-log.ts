import type { SourceProblem } from './course-outline';

/** A source may be wrong in ten thousand places; nobody reads more than these. */
const MOST_KEPT = 1_000;

/** Where in a file something is. */
export interface SourcePlace {
  readonly file: string;
  readonly line?: number | null;
  readonly column?: number | null;
}

/** Collects what is wrong with a source while it is read. */
export class ProblemLog {
  private readonly kept: SourceProblem[] = [];
  private errors = 0;

  /** The same problems, for work that may have to begin again. */
  copy(): ProblemLog {
    const copy = new ProblemLog();
    copy.kept.push(...this.kept);
    copy.errors = this.errors;
    return copy;
  }

  /** What was noted, in that order, up to a thousand problems. */
  get problems(): readonly SourceProblem[] {
    return this.kept;
  }

  get hasErrors(): boolean {
    return this.errors > 0;
  }

  /** Notes what keeps the source from being imported. */
  error(place: SourcePlace, message: string): void {
    this.errors += 1;
    this.add('error', place, message);
  }

  /** Notes what is left out or looks wrong, and does not keep the rest from being imported. */
  warning(place: SourcePlace, message: string): void {
    this.add('warning', place, message);
  }

  private add(severity: SourceProblem['severity'], place: SourcePlace, message: string): void {
    const { file, line = null, column = null } = place;
    const problem = { severity, file, line, column, message };
    if (this.kept.length < MOST_KEPT) {
      this.kept.push(problem);
    } else if (severity === 'error' && this.kept.every((known) => known.severity === 'warning')) {
      // Without its first error, a refused source would not say why.
      this.kept[MOST_KEPT - 1] = problem;
    }
  }
}
