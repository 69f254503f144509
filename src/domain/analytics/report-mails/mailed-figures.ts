import type { ReportRow } from '../reports/report-table';

/** One line of a mail. */
export interface MailedFigure {
  readonly name: string;
  readonly value: string;
  /** Of the period before; a dash for what has none. */
  readonly previous: string;
}

const NOTHING = '–';
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/ seconds$/, ' (seconds)'],
  [/ usd$/, ' (US dollars)'],
];

/**
 * The rows of a report as people read them, in its order. Series and the rows of single courses are
 * left to the report itself: they are what has several values and no previous period.
 */
export function mailedFigures(rows: readonly ReportRow[]): MailedFigure[] {
  const previous = new Map(
    rows.filter(({ period }) => period === 'previous').map((row) => [keyOf(row), row.value]),
  );
  return rows
    .filter((row) => row.period === 'current' && row.course === null)
    .filter((row) => row.detail === null || previous.has(keyOf(row)))
    .map((row) => ({
      name: titleOf(row),
      value: worded(row.value),
      previous: worded(previous.get(keyOf(row))),
    }));
}

function keyOf({ figure, detail }: ReportRow): string {
  return `${figure} ${detail}`;
}

/** `average_time_per_topic_seconds` as Average time per topic (seconds). */
function titleOf({ figure, detail }: ReportRow): string {
  const words = figure.replaceAll('_', ' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  const shown = UNITS.reduce((text, [unit, inBrackets]) => text.replace(unit, inBrackets), title);
  return detail === null ? shown : `${shown}: ${detail.replaceAll('_', ' ')}`;
}

function worded(value: number | null | undefined): string {
  return value?.toLocaleString('en-US', { maximumFractionDigits: 6 }) ?? NOTHING;
}
