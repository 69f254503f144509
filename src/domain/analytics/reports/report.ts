import type { DayRange } from '../rollups/day-range';
import type { Rollups } from '../rollups/rollups';
import type { NamedDays } from './report-range';

/** What somebody asks of a report. */
export interface ReportRequest {
  /** Which days; see `reportRange` for what is left out. */
  readonly days: NamedDays;
  /** Only this course; null for everything. */
  readonly courseId: number | null;
  /** Whether the figures of the previous period are wanted beside. */
  readonly isCompared: boolean;
}

/** What figures are about. */
export interface ReportScope {
  readonly range: DayRange;
  /** Null: everything, what belongs to no course included. */
  readonly courseId: number | null;
}

/** A figure, or those of several kinds of one thing, by kind. Null where nothing can be said. */
export type Figure = number | null | Readonly<Record<string, number>>;

/** The figures of a range, and those of the previous period where they were asked for. */
export interface Report<Figures, Details = null> extends ReportScope {
  readonly figures: Figures;
  /** What has no previous period: series, lists, and figures of this moment. */
  readonly details: Details;
  readonly previous: { readonly range: DayRange; readonly figures: Figures } | null;
  /** In which days begin and end. */
  readonly timeZone: string;
  /** Until when events are counted. */
  readonly asOf: Date;
}

/** How one kind of report is computed. */
export interface ReportSource<Figures, Details = null> {
  figures(rollups: Rollups, scope: ReportScope): Promise<Figures>;
  /** The same figures and everything else. */
  whole(
    rollups: Rollups,
    scope: ReportScope,
  ): Promise<{ readonly figures: Figures; readonly details: Details }>;
}
