import type { DayRange } from './day-range';

export type Period = 'day' | 'week' | 'month';

const DAY_MS = 86_400_000;

/** The first day of the period that a day lies in; weeks begin on Monday. */
export function startOfPeriod(period: Period, day: string): string {
  if (period === 'day') return day;
  if (period === 'month') return `${day.slice(0, 8)}01`;
  const date = new Date(`${day}T00:00:00Z`);
  return dayOf(date.getTime() - ((date.getUTCDay() + 6) % 7) * DAY_MS);
}

/** The first days of all periods that have days in the range, the oldest first. */
export function periodsOf(period: Period, { from, to }: DayRange): string[] {
  const starts: string[] = [];
  for (
    let start = startOfPeriod(period, from);
    start <= to;
    start = startOfPeriod(period, afterwards(period, start))
  ) {
    starts.push(start);
  }
  return starts;
}

/** A day of the next period. */
function afterwards(period: Period, start: string): string {
  const DAYS: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 31 };
  return dayOf(Date.parse(`${start}T00:00:00Z`) + DAYS[period] * DAY_MS);
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
