import type { DayRange } from '../rollups/day-range';
import type { OverviewReport } from './overview-report.service';
import type { ProgressReport } from './progress-report.service';
import type { Figure, Report } from './report';

/** One figure of a report; its name is that of the report's field. */
export interface ReportRow {
  readonly figure: string;
  /** Which one of several: a day, a status, a bucket. */
  readonly detail: string | null;
  /** For a figure of one course in a report on several. */
  readonly course: { readonly id: number; readonly title: string | null } | null;
  readonly value: number | null;
  readonly period: 'current' | 'previous';
  readonly range: DayRange;
}

/** The rows of any report: its figures, then those of the previous period where there are some. */
export function figureRows<Figures extends object, Details>(
  report: Report<Figures, Details>,
): ReportRow[] {
  const { range, figures, previous } = report;
  return [
    ...rowsOf(figures, { range, period: 'current', course: null }),
    ...(previous === null
      ? []
      : rowsOf(previous.figures, { range: previous.range, period: 'previous', course: null })),
  ];
}

/** The rows of what a report has beside its figures. */
export function detailRows(
  details: Readonly<Record<string, Figure>>,
  range: DayRange,
): ReportRow[] {
  return rowsOf(details, { range, period: 'current', course: null });
}

/** The overview with its series. */
export function overviewRows(report: OverviewReport): ReportRow[] {
  const { range, details } = report;
  const periods = (series: readonly { startsOn: string; users: number }[]): Figure =>
    Object.fromEntries(series.map(({ startsOn, users }) => [startsOn, users]));
  return [
    ...figureRows(report),
    ...detailRows({ totalUsers: details.totalUsers }, range),
    ...details.streakDistribution.map(({ streak, users }) =>
      row('streak_distribution', streak, users, range),
    ),
    ...details.dailySignups.map(({ date, count }) => row('daily_signups', date, count, range)),
    ...detailRows(
      {
        activeByDay: periods(details.activeByDay),
        activeByWeek: periods(details.activeByWeek),
        activeByMonth: periods(details.activeByMonth),
      },
      range,
    ),
  ];
}

/** The progress report with every course; of one course alone, each figure is there once. */
export function progressRows(report: ProgressReport): ReportRow[] {
  const { range, courseId: only, details } = report;
  if (only !== null) return figureRows(report);
  return [
    ...figureRows(report),
    ...details.perCourse.flatMap(({ courseId, title, figures }) =>
      rowsOf(figures, { range, period: 'current', course: { id: courseId, title } }),
    ),
  ];
}

function rowsOf(
  figures: object,
  about: Pick<ReportRow, 'range' | 'period' | 'course'>,
): ReportRow[] {
  return Object.entries(figures as Readonly<Record<string, Figure>>).flatMap(
    ([name, value]): ReportRow[] => {
      const figure = inSnakeCase(name);
      if (value === null || typeof value === 'number') {
        return [{ figure, detail: null, value, ...about }];
      }
      return Object.entries(value).map(([detail, count]) => ({
        figure,
        detail,
        value: count,
        ...about,
      }));
    },
  );
}

function row(figure: string, detail: string, value: number, range: DayRange): ReportRow {
  return { figure, detail, value, course: null, period: 'current', range };
}

function inSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
