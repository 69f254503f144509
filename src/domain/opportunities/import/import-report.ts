import type { WriteOutcome } from '../catalogue-writer';

/** What became of one row of a file. */
export interface RowReport {
  /** As in {@link SourceRow}. */
  readonly row: number;
  readonly outcome: WriteOutcome | 'duplicate' | 'rejected';
  readonly name: string;
  /** Why it was rejected, or what of it was not taken as it stood. */
  readonly notes: readonly string[];
}

/** What became of a file, row by row. */
export interface ImportReport {
  readonly file: string;
  readonly source: string;
  readonly rows: readonly RowReport[];
}

/** How many rows came out how. */
export function countsOf(report: ImportReport): Readonly<Record<RowReport['outcome'], number>> {
  const counts = { added: 0, updated: 0, unchanged: 0, duplicate: 0, rejected: 0 };
  for (const { outcome } of report.rows) counts[outcome] += 1;
  return counts;
}
