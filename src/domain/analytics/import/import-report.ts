import type { Refusal } from './source-activity';
import type { SourceFormat } from './source-format';

/** One row that was not counted. */
export interface RefusedRow {
  readonly file: string;
  readonly row: number;
  readonly refusal: Refusal;
  /** What of the row is to blame, in its own words. */
  readonly about: string;
}

/** All rows that were not counted for one reason. */
export interface RefusalCount {
  readonly refusal: Refusal;
  readonly count: number;
  /** The first of them. */
  readonly rows: readonly number[];
  /** What was to blame and how often, the most frequent first. */
  readonly abouts: readonly { readonly about: string; readonly count: number }[];
}

/** What became of one file. */
export interface ActivityFileReport {
  readonly file: string;
  readonly format: SourceFormat;
  readonly rows: number;
  /** Events that its rows tell. */
  readonly events: number;
  /** How many of them were new; null for a dry run, which doesn't look. */
  readonly added: number | null;
  readonly refusals: readonly RefusalCount[];
}
