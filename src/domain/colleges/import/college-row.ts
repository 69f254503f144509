import type { CollegeFigure, Control } from '../college';

/** What a row says of its institution. */
export interface RowIdentity {
  readonly name: string | null;
  readonly opeid6: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly control: Control | null;
}

/** A row that was read. It is about a UNITID, or about every college with an OPEID6. */
export interface CollegeRow {
  readonly row: number;
  readonly unitid: number | null;
  readonly forOpeid6: string | null;
  readonly identity: RowIdentity;
  readonly figures: readonly CollegeFigure[];
  readonly year: number | null;
  readonly source: string;
}

/** A file's column that holds a figure. */
export interface FigureColumn {
  readonly column: string;
  readonly measure: CollegeFigure['measure'];
  /** What the number is divided by, e.g. 100 for a percentage. */
  readonly divisor?: number;
  /** The year of the column; absent, that of the file. */
  readonly year?: number;
  readonly period?: string;
  readonly source?: string;
  /** A column whose letter says how the figure came to be. */
  readonly flag?: string;
}
