/** Something to say about a row; the row of the headers is row 1. */
export interface RowRemark {
  readonly row: number;
  readonly reason: string;
}

/** What became of one file. Every row is created, updated, unchanged or skipped. */
export interface CollegeFileReport {
  readonly file: string;
  /** What it was taken for; null when its headers are not known. */
  readonly kind: string | null;
  readonly rowsRead: number;
  /** Rows whose college was there already: updated + unchanged. */
  readonly matched: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: readonly RowRemark[];
  /** Single cells that were not taken from rows that were. */
  readonly remarks: readonly RowRemark[];
  /** Cells of figures in which nothing is published. */
  readonly withheldCells: number;
  /** Figures that were not taken because a newer one, or one from a better source, is known. */
  readonly supersededFigures: number;
  /** What concerns the whole file, e.g. a column that says the same of everybody. */
  readonly notes: readonly string[];
}
