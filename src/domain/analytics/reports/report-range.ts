import { Invalid, type Issue } from '../../../kernel/errors';
import type { DayRange } from '../rollups/day-range';
import { daysAfter, daysFromTo, isCalendarDay } from './calendar-day';

/** Nothing here happened before. */
const FIRST_DAY = '2000-01-01';
/** Five years, two leap days among them. */
const MOST_DAYS = 1_827;

/** The days that somebody named, `YYYY-MM-DD`. */
export interface NamedDays {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * The days that a report is about, both ends inclusive. Without an end it ends today; without a
 * beginning it begins on the first day that anything is known of, five years before its end at most.
 *
 * @param today in the reporting time zone, as every day here.
 * @param firstKnown the first day that anything is known of.
 * @throws Invalid for days that don't exist, lie in the future or before 2000, for an end before
 *   the beginning and for more than five years.
 */
export function reportRange(named: NamedDays, today: string, firstKnown: string): DayRange {
  const issues = [
    ...problemsOf('date_from', named.from, today),
    ...problemsOf('date_to', named.to, today),
  ];
  if (issues.length > 0) throw new Invalid(issues);
  const to = named.to ?? today;
  const from = named.from ?? earliestOf(firstKnown, to);
  const days = daysFromTo(from, to);
  if (days < 1) {
    throw new Invalid([
      issue(
        'date_to',
        `date_to ${to} is before date_from ${from}: swap them, or name another day`,
        'date_range',
      ),
    ]);
  }
  if (days > MOST_DAYS) {
    throw new Invalid([
      issue(
        'date_from',
        `the range has ${days} days and may have ${MOST_DAYS} (five years): ` +
          `ask from ${daysAfter(to, 1 - MOST_DAYS)} on, or for several ranges`,
        'date_range',
      ),
    ]);
  }
  return { from, to };
}

/** As many days, right before the range. */
export function previousRange({ from, to }: DayRange): DayRange {
  const end = daysAfter(from, -1);
  return { from: daysAfter(end, 1 - daysFromTo(from, to)), to: end };
}

/** Every day of the range, the first one first. */
export function daysOf({ from, to }: DayRange): string[] {
  return Array.from({ length: daysFromTo(from, to) }, (_, index) => daysAfter(from, index));
}

function earliestOf(firstKnown: string, to: string): string {
  const furthest = daysAfter(to, 1 - MOST_DAYS);
  const bounds = [firstKnown, furthest, FIRST_DAY];
  const from = bounds.reduce((latest, day) => (day > latest ? day : latest));
  return from > to ? to : from;
}

function problemsOf(name: string, day: string | undefined, today: string): Issue[] {
  if (day === undefined) return [];
  if (!isCalendarDay(day)) {
    return [issue(name, 'value is not a day that exists, as YYYY-MM-DD', 'date')];
  }
  if (day < FIRST_DAY) {
    return [issue(name, `reports begin with ${FIRST_DAY}: name that day or a later one`, 'date')];
  }
  if (day > today) {
    return [
      issue(
        name,
        `${day} lies in the future: today is ${today} in the reporting time zone`,
        'date_in_future',
      ),
    ];
  }
  return [];
}

function issue(name: string, message: string, rule: string): Issue {
  return { path: ['query', name], message, rule };
}
